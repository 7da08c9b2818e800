//go:build lapack

package bench

func init() {
	lapack = &lapackPeer{lapackThreads, dsyevd, dsyevr, dsytrf, dgemm, openblas}
	arpack = &arpackPeer{dsaupd, processorTime}
	teacherC = &teacherPeer{teacherScratch, teacherOne, teacherLanes}
}
