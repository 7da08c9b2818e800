//go:build lapack

package bench

func init() { flint = &flintPeer{flintLoad, flintInertia, flintDeterminant} }
