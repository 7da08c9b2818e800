//go:build lapack

package bench

func init() {
	lapack = &lapackPeer{lapackThreads, dsyevd, dsyevr, dsytrf, dgemm}
	teacherC = &teacherPeer{teacherScratch, teacherOne, teacherLanes}
}
