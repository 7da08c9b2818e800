package papers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models/train"
	"saddle/spectra"
	"saddle/spectra/rational"
	"saddle/theorems"
)

// conditionFigures draws the condition numbers against the length of the curves.
func conditionFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "condition-numbers", Says: "Condition numbers of learning the bends of piecewise linear curves on n points: of order 4 with a full matrix, of order 3 with a filter of three taps, of order 2 with a full matrix from slopes instead of the curve, and 1 when the second difference is taken before",
		X: theorems.Axis{Label: "n", Log: true}, Y: theorems.Axis{Label: "condition number", Log: true},
		Hides: "what is proved of them: here they are of eigenvalues in float64",
	}
	sizes := []int{3, 5, 8, 12, 20, 35, 60, 100}
	for _, s := range []struct {
		name   string
		matrix func(n int) rational.Matrix
	}{
		{"full matrix", func(n int) rational.Matrix { return CurveTask{N: n}.moments() }},
		{"filter of three taps", func(n int) rational.Matrix { return patches(CurveTask{N: n}.moments()) }},
		{"full matrix, of slopes", func(n int) rational.Matrix { return CurveTask{n, 1}.moments() }},
		{"second differences", func(n int) rational.Matrix { return CurveTask{n, 2}.moments() }},
	} {
		var x, y []float64
		for _, n := range sizes {
			values, _ := decomposed(s.matrix(n))
			x, y = append(x, float64(n)), append(y, values[len(values)-1]/values[0])
		}
		f.Series = append(f.Series, curve(s.name, x, y))
	}
	return []theorems.Figure{f}
}

// decomposed returns the eigenvalues and the eigenvectors, in columns, of a symmetric matrix, in float64.
func decomposed(a rational.Matrix) ([]float64, *mat.Dense) {
	s := mat.NewSymDense(a.Rows, nil)
	for i := range a.Rows {
		for j := range i + 1 {
			x, _ := a.At(i, j).Float64()
			s.SetSym(i, j, x)
		}
	}
	values, vectors, err := spectra.Eigen(s)
	if err != nil {
		panic(err)
	}
	return values, vectors
}

// excess returns, after so many steps of gradient descent at the rate 1/λ_max from 0, the loss that is left, as a
// share of that at the start, of ½ tr (W − W*) C (W − W*)ᵀ, of which the rows of W* are given. In the
// eigenvectors v of C, W − W* is multiplied by 1 − λ/λ_max in every step.
func excess(c rational.Matrix, goal rational.Matrix, steps []float64) []float64 {
	values, vectors := decomposed(c)
	weights, most := make([]float64, len(values)), values[len(values)-1]
	for k := range values {
		for r := range goal.Rows {
			along := 0.0
			for j := range goal.Cols {
				x, _ := goal.At(r, j).Float64()
				along += float64(x * vectors.At(j, k))
			}
			weights[k] += float64(along * along)
		}
	}
	left := func(t float64) (sum float64) {
		for k, l := range values {
			if share := 1 - l/most; share > 0 {
				sum += float64(l * weights[k] * math.Exp(2*t*math.Log(share)))
			} else if t == 0 {
				sum += float64(l * weights[k])
			}
		}
		return sum
	}
	begin := left(0)
	return each(steps, func(t float64) float64 { return left(t) / begin })
}

// filterFigures draws what is left of the loss against the steps, by the eigenvectors: nothing is simulated.
func filterFigures(theorems.Report) []theorems.Figure {
	const n = 40
	f := theorems.Figure{
		Name: "descent", Says: fmt.Sprintf("Share of the loss that gradient descent at rate 1/λ_max from 0 leaves, of learning the bends of piecewise linear curves on %d points, in closed form; preconditioned, the first step leaves nothing", n),
		X: theorems.Axis{Label: "steps", Log: true}, Y: theorems.Axis{Label: "share of the loss"},
		Hides: "larger rates, up to 2/λ_max, which need half as many steps",
	}
	steps := []float64{1}
	for s := 1.5; s < 1e7; s *= 1.6 {
		steps = append(steps, math.Round(s))
	}
	task := CurveTask{N: n}
	inverse, _ := task.input().Inverse()
	f.Series = []theorems.Series{
		curve("full matrix", steps, excess(task.moments(), inverse, steps)),
		curve("filter of three taps", steps, excess(patches(task.moments()), secondDifference().T(), steps)),
		curve("preconditioned", steps, excess(rational.Identity(taps), secondDifference().T(), steps)),
	}
	return []theorems.Figure{f}
}

// staircaseFigures draws the error of both updates on the way.
func staircaseFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "flat", Says: fmt.Sprintf("Mean squared error of a unit with a staircase as activation that learns from another, with %d inputs: gradient descent does not move, as the gradient is 0; forward-only updates, which leave out the derivative, learn", flatInputs),
		X: theorems.Axis{Label: "step"}, Y: theorems.Axis{Label: "mean squared error", Log: true},
		Hides: "one run; errors are taken on 300 fresh inputs each time, and ≤ 0.001 is drawn as 0.001",
	}
	for _, descent := range []bool{true, false} {
		var x, y []float64
		r := theorems.Run{Rand: rand.New(rand.NewPCG(1, 5))}
		flatRun(r, descent, func(step int, mse float64) { x, y = append(x, float64(step)), append(y, max(mse, 1e-3)) })
		name := "forward-only updates"
		if descent {
			name = "gradient descent"
		}
		f.Series = append(f.Series, curve(name, x, y))
	}
	return []theorems.Figure{f}
}

// signalFigures draws how much of the gradients of untrained nets on images of lines is signal.
func signalFigures(theorems.Report) []theorems.Figure {
	const images, nets, most = 200, 3, 6
	f := theorems.Figure{
		Name: "signal", Says: fmt.Sprintf("How much of a gradient is signal, |E g|²/E |g|², for %d untrained nets q, %d–%d–1 of ReLU units, on images of lines with the product of K labels as label: end to end it falls exponentially in K, and from each label not at all", nets, imageSide*imageSide, linesUnits),
		X: theorems.Axis{Label: "images K"}, Y: theorems.Axis{Label: "|E g|²/E |g|²", Log: true},
		Hides: fmt.Sprintf("training, which makes q correlate with the labels; the means are over all sequences of %d images", images),
	}
	for i := range uint64(nets) {
		m := momentsOfLines(theorems.Run{Rand: rand.New(rand.NewPCG(3, i))}, images)
		var k, whole, each []float64
		for n := 1.0; n <= most; n++ {
			mean := n * n * math.Pow(m.yq*m.yq, n-1) * m.mean
			second := n*math.Pow(m.qq, n-1)*m.second + n*(n-1)*math.Pow(m.qq, n-2)*m.along
			k, whole = append(k, n), append(whole, mean/second)
			each = append(each, n*n*m.mean/(n*m.second+n*(n-1)*m.mean))
		}
		f.Series = append(f.Series, curve(fmt.Sprintf("net %d, end to end", i+1), k, whole), curve(fmt.Sprintf("net %d, from each label", i+1), k, each))
	}
	return []theorems.Figure{f}
}

// lineMoments are E yq, E q², |E y∇q|², E |∇q|² and |E q∇q|² over some images.
type lineMoments struct{ yq, qq, mean, second, along float64 }

// momentsOfLines draws an untrained net and images, and takes the moments.
func momentsOfLines(r theorems.Run, images int) (m lineMoments) {
	net := linesNet()
	w := make([]float64, net.Dim())
	train.He{}.Draw(w, net.Widths(), true, r.Rand)
	x, q, g := make([]float64, imageSide*imageSide), make([]float64, 1), make([]float64, len(w))
	mean, along := make([]float64, len(w)), make([]float64, len(w))
	share := 1 / float64(images)
	for range images {
		y := drawLine(r, x)
		net.Outputs(q, w, x)
		net.PullBack(g, w, x, []float64{1})
		m.yq, m.qq = m.yq+float64(share*y*q[0]), m.qq+float64(share*q[0]*q[0])
		for i, v := range g {
			m.second += float64(share * v * v)
			mean[i] += float64(share * y * v)
			along[i] += float64(share * q[0] * v)
		}
	}
	for i := range mean {
		m.mean, m.along = m.mean+float64(mean[i]*mean[i]), m.along+float64(along[i]*along[i])
	}
	return m
}
