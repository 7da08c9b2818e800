package papers

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/linear"
)

// A spectrumAt is the Hessian of a deep linear net at a critical point: its signs, decided
// exactly, and its eigenvalues in float64.
type spectrumAt struct {
	spectra.Inertia
	values []float64 // ascending; those that are known to be 0 are
}

// spectrumOf takes the Hessian at p.
func spectrumOf(p linear.Point) (s spectrumAt) {
	var err error
	hessian := built(p).Net.Hessian().ToRows()
	if s.Inertia, err = spectra.ExactInertia(hessian); err != nil {
		panic(err)
	}
	h := mat.NewSymDense(len(hessian), nil)
	for i, row := range hessian {
		for j, x := range nearestFloats(row[:i+1]) {
			h.SetSym(i, j, x)
		}
	}
	if s.values, err = spectra.Eigenvalues(h); err != nil {
		panic(err)
	}
	clear(s.values[s.Neg : s.Neg+s.Zero]) // a float64 is some 1e-16 off
	return s
}

// square is a net with H hidden layers, two units in each, and the target diag(2, 1).
func square(H int, s []int, z [][]int) linear.Point {
	widths := make([]int, H+2)
	for i := range widths {
		widths[i] = 2
	}
	return linear.Point{Widths: widths, Sigma: []int{2, 1}, S: s, Z: z}
}

// hessianFigures draws the spectrum of the Hessian at one critical point of each class.
func hessianFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "hessians", Says: "Eigenvalues of the Hessian of L = ½‖W3W2W1 − diag(2, 1)‖², all layers 2×2, at three critical points; their signs are decided exactly",
		X: theorems.Axis{Label: "number of the eigenvalue"}, Y: theorems.Axis{Label: "eigenvalue"},
		Lines: []theorems.ReferenceLine{{At: 0, Across: true}},
		Hides: "what happens along the eigenvectors of eigenvalue 0: at the non-strict saddle the loss falls along a curve, which no eigenvalue shows",
	}
	for _, at := range []struct {
		name string
		p    linear.Point
	}{
		{"global minimum", square(2, []int{0, 1}, nil)},
		{"strict saddle", square(2, []int{0}, [][]int{nil, {1}})}, // W2 = I
		{"non-strict saddle", square(2, []int{0}, nil)},           // W2 = diag(1, 0)
	} {
		s := spectrumOf(at.p)
		numbers := equally(1, float64(len(s.values)), len(s.values))
		f.Series = append(f.Series, dots(fmt.Sprintf("%s: %v", at.name, s.Inertia), numbers, s.values))
	}
	return []theorems.Figure{f}
}

// deepest is the largest number of hidden layers of kernelFigures.
const deepest = 5

// kernelFigures draws what share of the eigenvalues of the Hessian is 0, by depth: there a test
// of second order sees nothing.
func kernelFigures(theorems.Report) []theorems.Figure {
	f := theorems.Figure{
		Name: "kernel", Says: "Share of the eigenvalues of the Hessian of ½‖W_{H+1}…W_1 − diag(2, 1)‖², all layers 2×2, that are 0, by exact rank: the deeper the net, the less a test of second order sees",
		X: theorems.Axis{Label: "hidden layers H"}, Y: theorems.Axis{Label: "share of zero eigenvalues"},
		Hides: "which of these directions are of no account, as those that change the basis of a hidden layer, and along which the loss moves at a higher order",
	}
	for _, at := range []struct {
		name string
		s    []int
	}{{"at the origin, W_{H+1}…W_1 = 0", nil}, {"at the saddle with product diag(2, 0)", []int{0}}, {"at the global minimum", []int{0, 1}}} {
		var share []float64
		for H := 1; H <= deepest; H++ {
			s := spectrumOf(square(H, at.s, nil))
			share = append(share, float64(s.Zero)/float64(s.Dim()))
		}
		f.Series = append(f.Series, dots(at.name, equally(1, deepest, deepest), share))
	}
	return []theorems.Figure{f}
}
