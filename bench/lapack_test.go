//go:build lapack

package bench

func init() {
	lapack = &lapackPeer{lapackThreads, lapackName, dsyevd, dsyevr, dsytrf, dgemm}
}
