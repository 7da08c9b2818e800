package papers

import "math"

// pointBetween returns a + t(b − a).
func pointBetween(a, b []float64, t float64) []float64 {
	w := make([]float64, len(a))
	for i := range w {
		w[i] = a[i] + float64(t*(b[i]-a[i]))
	}
	return w
}

// aboveTheChord returns by how much the loss on the segment from a to b lies above the straight line between
// the losses of its ends, at t = 0, 1/n, …, 1.
func aboveTheChord(loss func([]float64) float64, a, b []float64, n int) []float64 {
	first, last := loss(a), loss(b)
	out := make([]float64, n+1)
	for k := 1; k < n; k++ {
		t := float64(k) / float64(n)
		out[k] = loss(pointBetween(a, b, t)) - (first + float64(t*(last-first)))
	}
	return out
}

// barrierOf is the most by which a loss lies above the chord; 0 if it does nowhere.
func barrierOf(above []float64) float64 {
	most := 0.0
	for _, x := range above {
		most = max(most, x)
	}
	return most
}

// euclidean is the Euclidean distance.
func euclidean(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64((a[i] - b[i]) * (a[i] - b[i]))
	}
	return math.Sqrt(sum)
}

// lengthOf is the Euclidean norm.
func lengthOf(a []float64) float64 { return euclidean(a, make([]float64, len(a))) }
