//go:build lapack

package bench

func init() { lapackGeneralized = dsygvd }
