package surface

import "math"

// A Loss is what is drawn: any models.Model is one. It is called from several goroutines at once, unless it is a [Forker].
type Loss interface {
	// Dim returns the number of parameters.
	Dim() int
	// Loss returns the loss at w, which it neither changes nor keeps.
	Loss(w []float64) float64
}

// A Forker is a Loss that belongs to one goroutine: each takes a fork of its own, which gives the same bits.
type Forker interface {
	Loss
	Fork() Loss
}

// A Batcher is a Loss that is faster at several points at once. It sets dst[i] to the bits that Loss(w[i]) returns.
type Batcher interface {
	Loss
	Losses(dst []float64, w [][]float64)
}

// Func is a loss of n parameters as a function, which is called from several goroutines at once.
func Func(n int, f func(w []float64) float64) Loss { return function{n, f} }

type function struct {
	n int
	f func([]float64) float64
}

func (f function) Dim() int                 { return f.n }
func (f function) Loss(w []float64) float64 { return f.f(w) }

// lossAt returns the loss at w; NaN is one NaN, whatever its bits were.
func lossAt(l Loss, w []float64) float64 {
	if x := l.Loss(w); !math.IsNaN(x) {
		return x
	}
	return math.NaN()
}
