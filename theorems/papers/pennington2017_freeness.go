package papers

import (
	"context"
	"fmt"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A FreenessEnd has the distances of the spectrum of H_0 + H_1 from one of H_0 + Q H_1 Qᵀ, and of two of those, as transport gives them.
type FreenessEnd struct {
	Net    float64 `json:"net"`
	Turned float64 `json:"turned"`
	// Mean is the mean of |λ| of the net.
	Mean float64 `json:"mean"`
}

// freeness turns H_1 of a net with normal weights three times.
func (c PenningtonCell) freeness(r theorems.Run) FreenessEnd {
	h := drawSplitHessian(r.Rand, c)
	net := h.with(h.rest.At)
	e := FreenessEnd{Mean: transport(net, make([]float64, len(net)))}
	e.Net = transport(net, h.rotated(r.Rand))
	e.Turned = transport(h.rotated(r.Rand), h.rotated(r.Rand))
	return e
}

// FreenessOfRandomNets is the paper's test of its assumption, at its n, and how the answer depends on n.
var FreenessOfRandomNets = tables.Table[PenningtonCell, FreenessEnd]{
	Name:    "pennington2017/freeness-of-random-nets",
	Says:    "Mean distance of ordered eigenvalues between H_0 + H_1 and H_0 + Q H_1 Qᵀ, with Q from Haar's measure, in nets n–n–n of tanh with normal weights on m normal samples, and that of H_0 + Q′ H_1 Q′ᵀ and H_0 + Q″ H_1 Q″ᵀ, of which both are samples if H_1 is as if turned at random; and how often the first is the larger one, which is then 1 in 2",
	Source:  pennington2017.Locate("the assumption that H_0 and H_1 are freely independent, and its test by H_0 + Q H_1 Qᵀ", "Training Error v.s. Eigenvalues"),
	Version: 1,
	Cells:   []PenningtonCell{{4, 32}, {8, 64}, {16, 48}, {16, 128}},
	Runs:    10,
	Run: func(_ context.Context, c PenningtonCell, r theorems.Run) (FreenessEnd, error) {
		return c.freeness(r), nil
	},
	Tally: func(_ PenningtonCell, e FreenessEnd) tables.Tally {
		class := "nearer"
		if e.Net > e.Turned {
			class = fartherClass
		}
		return tables.Tally{Class: class, Values: []tables.Value{
			{Name: "net", X: e.Net}, {Name: "turned", X: e.Turned}, {Name: "ratio", X: e.Net / e.Turned}, {Name: "part", X: e.Net / e.Mean},
		}}
	},
	Row: func(_ PenningtonCell, s tables.Summary) []tables.Entry {
		farther := s.Rate("farther than two turned ones", func(class string) bool { return class == fartherClass }, nil)
		farther.Note = "The paper looks at spectra of nets and of turned parts side by side, and takes the assumption to hold well enough. The distances say how well."
		return []tables.Entry{
			farther, s.Mean("distance of a net from one turned", "net", everyEnd, ""), s.Mean("distance of two turned ones", "turned", everyEnd, ""),
			s.Mean("the first to the second", "ratio", everyEnd, ""), s.Mean("the first to the mean |λ|", "part", everyEnd, ""),
		}
	},
	Valid: func(c PenningtonCell) error {
		if c.N < 1 || c.N > 24 || c.M < 1 || c.M > 1024 {
			return fmt.Errorf("n from 1 to 24, and 1 to 1024 samples")
		}
		return nil
	},
}

const fartherClass = "farther"
