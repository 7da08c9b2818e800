package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/theorems"
)

// widthFigures draws what is left of the error when the output is fitted behind random sigmoid units, by their number.
func widthFigures(theorems.Report) []theorems.Figure {
	const samples, draws, zero = 8, 5, 1e-14
	f := theorems.Figure{
		Name: "width", Says: fmt.Sprintf("Least mean square error of a linear output behind n sigmoid units with weights drawn from N(0, 9), for %d samples with targets ±1 in turn: with n = N − 1 = %d there is none left", samples, samples-1),
		X: theorems.Axis{Label: "units n"}, Y: theorems.Axis{Label: "least mean square error", Log: true},
		Lines: []theorems.ReferenceLine{{Name: "N − 1", At: samples - 1}},
		Hides: fmt.Sprintf("that errors below %g, which rounding leaves, stand at that number; and how large the output weights are", zero),
	}
	for draw := range draws {
		r := rand.New(rand.NewPCG(11, uint64(draw)))
		features, y := mat.NewDense(samples, samples+2, nil), mat.NewVecDense(samples, nil)
		for j := range samples + 2 {
			w, b := 3*r.NormFloat64(), 3*r.NormFloat64()
			for s := range samples {
				x := 2*float64(s)/(samples-1) - 1
				y.SetVec(s, float64(1-2*(s%2)))
				features.Set(s, j, 1/(1+math.Exp(-float64(w*x)-b)))
				if j == 0 {
					features.Set(s, j, 1) // the bias
				}
			}
		}
		var at, left []float64
		for n := range samples + 2 {
			at, left = append(at, float64(n)), append(left, max(zero, leastError(features.Slice(0, samples, 0, n+1), y)))
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("draw %d", draw+1), at, left))
	}
	return []theorems.Figure{f}
}

// leastError is the mean square of what is left of y off the range of the columns, by Gram and Schmidt, twice.
func leastError(columns mat.Matrix, y *mat.VecDense) float64 {
	rows, count := columns.Dims()
	var basis []*mat.VecDense
	off := func(v *mat.VecDense) {
		for range 2 {
			for _, q := range basis {
				v.AddScaledVec(v, -mat.Dot(q, v), q)
			}
		}
	}
	for j := range count {
		v := mat.NewVecDense(rows, mat.Col(nil, j, columns))
		before := mat.Norm(v, 2)
		off(v)
		if after := mat.Norm(v, 2); after > 1e-12*before {
			v.ScaleVec(1/after, v)
			basis = append(basis, v)
		}
	}
	rest := mat.VecDenseCopyOf(y)
	off(rest)
	return mat.Dot(rest, rest) / float64(rows)
}
