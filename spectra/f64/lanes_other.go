//go:build !amd64 || purego

package f64

func squareMul(p *[32]float64, a *Square, v *[32]float64, m int) { squareMulGo(p, a, v, m) }

func squareRank2(a *Square, v, w *[32]float64, m int) { squareRank2Go(a, v, w, m) }

func lanesReduce(d, e, a, p []float64, n int) { lanesReduceGo(d, e, a, p, n) }

func lanesQL(w, f, d, e []float64, n int) (open int) { return lanesQLGo(w, f, d, e, n) }

func lanesSort(w []float64, n int) { lanesSortGo(w, n) }
