package surface

import (
	"context"
	"fmt"
	"math"

	"saddle/models"
	"saddle/spectra"
	"saddle/theorems"
	"saddle/theorems/stats"
)

// A Curvature is what the Hessian at a point says, of all directions and not of those that are drawn.
type Curvature struct {
	Dim int `json:"dim"`
	// Negative is the number of eigenvalues that are proved to be negative, of the Hessian as it was computed, and Unsure of those whose
	// sign is not proved; both are −1 for more than [MostDense] parameters.
	Negative int `json:"negative"`
	Unsure   int `json:"unsure"`
	// Smallest and Largest are the extreme eigenvalues, Mean is the trace over the number of parameters, estimated from
	// products for more than MostDense parameters.
	Smallest float64 `json:"smallest"`
	Largest  float64 `json:"largest"`
	Mean     float64 `json:"mean"`
	// Bowls, absent for more than MostDense parameters and for one, are how often a random slice shows the point as a bowl.
	Bowls *Bowls `json:"bowls,omitempty"`
}

// MostDense is the largest number of parameters for which all eigenvalues are computed.
const MostDense = 1000

// CurvatureAt returns the curvature of a model at w. Its errors are those of models.At and of package spectra; a point on a kink has none.
// Cost: n Hessian products up to MostDense parameters, some hundreds beyond.
func CurvatureAt(ctx context.Context, m models.Model, w []float64) (Curvature, error) {
	p, err := models.At(m, w)
	if err != nil {
		return Curvature{}, err
	}
	c := Curvature{Dim: p.Dim(), Negative: -1, Unsure: -1}
	if p.Dim() == 0 {
		return c, ErrArgument{"the model", "one without parameters", "at least one"}
	}
	if p.Dim() > MostDense {
		ritz, err := spectra.Lanczos(ctx, p, &spectra.LanczosOptions{Tolerance: 1e-6, Simple: true})
		if err != nil {
			return c, err
		}
		c.Smallest, c.Largest = ritz.Values[0], ritz.Values[len(ritz.Values)-1]
		trace, _, err := spectra.Trace(ctx, p, nil)
		c.Mean = trace.Value / float64(p.Dim())
		return c, err
	}
	h := p.Hessian()
	signs, err := spectra.InertiaOfDense(h)
	if err != nil {
		return c, err
	}
	values, err := spectra.Eigenvalues(h)
	if err != nil {
		return c, err
	}
	c.Negative, c.Unsure, c.Smallest, c.Largest = signs.Neg, signs.Unsure, values[0], values[len(values)-1]
	for i := range values {
		c.Mean += h.At(i, i) / float64(len(values))
	}
	if len(values) == 1 {
		return c, nil // there is no plane
	}
	bowls, err := BowlsOf(values, 400, 0)
	c.Bowls = &bowls
	return c, err
}

// Bowls are how many random slices through a point show it as a bowl.
type Bowls struct {
	Bowls int `json:"bowls"`
	Draws int `json:"draws"`
	// Lo and Hi bound the probability at 95 % (Clopper–Pearson).
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// BowlsOf draws slices through a point whose Hessian H has the given eigenvalues: two Gaussian directions d and e, so that the
// slice is a bowl if the 2×2 matrix of dᵀHd, dᵀHe and eᵀHe is positive definite, by more than rounding, whatever the eigenvectors are, and the basis of the plane. Equal
// arguments give equal results; seed 0 means theorems.DefaultSeed. Cost: 2n Gaussian numbers a draw.
func BowlsOf(eigenvalues []float64, draws int, seed uint64) (Bowls, error) {
	if draws < 1 || len(eigenvalues) < 2 || hasNaN(eigenvalues) {
		return Bowls{}, ErrArgument{"the slices", fmt.Sprintf("%d draws of %d eigenvalues", draws, len(eigenvalues)), "at least one draw, and two finite eigenvalues"}
	}
	if seed == 0 {
		seed = theorems.DefaultSeed
	}
	scale := 0.0
	for _, l := range eigenvalues {
		scale = max(scale, math.Abs(l))
	}
	b := Bowls{Draws: draws}
	for i := range draws {
		r := theorems.Key{Claim: "surface/bowls", Seed: seed, Index: i}.Rand()
		var dd, de, ee float64
		for _, l := range eigenvalues {
			d, e := r.NormFloat64(), r.NormFloat64()
			if scale > 0 {
				l /= scale
			}
			dd, de, ee = dd+float64(l*d*d), de+float64(l*d*e), ee+float64(l*e*e)
		}
		if dd > 0 && float64(dd*ee)-float64(de*de) > rounding*float64(dd*ee) {
			b.Bowls++
		}
	}
	b.Lo, b.Hi = stats.ClopperPearson(float64(b.Bowls), float64(draws), 0.05)
	return b, nil
}

// Eigenvectors returns the directions of the smallest and of the largest eigenvalue of a Hessian, or of any other symmetric
// operator, of norm 1, by Lanczos. The errors are those of spectra.Lanczos.
func Eigenvectors(ctx context.Context, h spectra.Operator) (smallest, largest Direction, err error) {
	ritz, err := spectra.Lanczos(ctx, h, &spectra.LanczosOptions{Vectors: true})
	if err != nil {
		return smallest, largest, err
	}
	at := func(k int) Direction {
		v := make([]float64, h.Dim())
		for i := range v {
			v[i] = ritz.Vectors.At(i, k)
		}
		value := ritz.Values[k]
		return Direction{V: v, Origin: "eigenvector", Value: &value}
	}
	return at(0), at(len(ritz.Values) - 1), nil
}
