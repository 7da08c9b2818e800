package papers

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

var kim2023 = theorems.Source{Key: "kim2023", Title: "Kim et al. 2023, Stability Analysis of Sharpness-Aware Minimization", URL: "https://arxiv.org/abs/2301.06308"}

// A SharpnessAware is sharpness-aware minimisation (SAM), w ← w − η∇L(w + ρ∇L(w)), on L(w) = ½ wᵀHw, where H
// has the eigenvalues Lambda and the Cayley transform of the skew matrix with entries Skew below its diagonal
// as eigenvectors.
type SharpnessAware struct {
	Lambda    []Fraction
	Skew      []int
	Rho, Rate Fraction
}

// factors returns by what a step multiplies each eigenvector of H, and H, having taken the step in matrices.
func (s SharpnessAware) factors() (factors []rational.Number, err error) {
	n := len(s.Lambda)
	q, diagonal := rational.Cayley(n, s.Skew), rational.Zeros(n, n)
	for i, l := range s.Lambda {
		diagonal.Set(i, i, l.number())
	}
	h := q.Mul(diagonal).Mul(q.T())
	for i := range n {
		v := q.Select([]int{i})
		up := v.Add(h.Mul(v).Scale(s.Rho.number()))
		end := v.Sub(h.Mul(up).Scale(s.Rate.number()))
		factor := v.T().Mul(end).At(0, 0) // as |v| = 1
		if !end.Sub(v.Scale(factor)).IsZero() {
			return nil, fmt.Errorf("the step turns eigenvector %d", i)
		}
		factors = append(factors, factor)
	}
	return factors, nil
}

// turns reports whether ρ|λ| > 1 for every λ < 0: then the gradient at w + ρ∇L(w) leads back.
func (s SharpnessAware) turns() bool {
	return !slices.ContainsFunc(s.Lambda, func(l Fraction) bool {
		return l.P < 0 && s.Rho.number().Mul(l.number().Abs()).Cmp(rational.Int(1)) <= 0
	})
}

// short reports whether ηλ(1 + ρλ) < 2 for every λ.
func (s SharpnessAware) short() bool {
	return !slices.ContainsFunc(s.Lambda, func(l Fraction) bool { return s.Rate.number().Mul(s.rises(l)).Cmp(rational.Int(2)) >= 0 })
}

// rises returns λ(1 + ρλ).
func (s SharpnessAware) rises(l Fraction) rational.Number {
	return l.number().Mul(rational.Int(1).Add(s.Rho.number().Mul(l.number())))
}

func (s SharpnessAware) regular() bool {
	return !slices.ContainsFunc(s.Lambda, func(l Fraction) bool { return l.P == 0 })
}

// SaddlesAttractSAM: a step multiplies the eigenvector of λ by 1 − ηλ(1 + ρλ).
var SaddlesAttractSAM = theorems.Claim[SharpnessAware]{
	Name:   "kim2023/saddles-attract-sam",
	Says:   "Sharpness-aware minimisation w ← w − η∇L(w + ρ∇L(w)) on ½ wᵀHw with negative and positive eigenvalues is attracted by the saddle 0 if ρ > 1/|λ| for every λ < 0, and the step is short, ηλ(1 + ρλ) < 2 for every λ: it then multiplies every eigenvector by less than 1",
	Source: kim2023.Locate("that a saddle may attract, as we recall it, for the update without normalisation; conditions derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) SharpnessAware {
		return drawSAM(t, true, true, true)
	},
	Given: []theorems.Hypothesis[SharpnessAware]{
		{
			Name:  "ρ > 1/|λ| for every λ < 0",
			Holds: SharpnessAware.turns,
			Drop: func(t *rapid.T) SharpnessAware {
				return drawSAM(t, true, false, true)
			},
			Known: []SharpnessAware{ // gradient descent, and the limit
				{Lambda: fractions(-1, 1), Rho: Fraction{0, 1}, Rate: Fraction{1, 4}},
				{Lambda: fractions(-1, 1), Rho: Fraction{1, 1}, Rate: Fraction{1, 4}},
			},
		},
		{
			Name:  "the step is short",
			Holds: SharpnessAware.short,
			Drop: func(t *rapid.T) SharpnessAware {
				return drawSAM(t, true, true, false)
			},
			Known: []SharpnessAware{{Lambda: fractions(-1, 1), Rho: Fraction{2, 1}, Rate: Fraction{1, 1}}},
		},
		{
			Name:  "no eigenvalue is 0",
			Holds: SharpnessAware.regular,
			Drop: func(t *rapid.T) SharpnessAware {
				return drawSAM(t, false, true, true)
			},
			Known: []SharpnessAware{{Lambda: fractions(-1, 0), Rho: Fraction{2, 1}, Rate: Fraction{1, 4}}},
		},
	},
	MinDecided: 1,
	Labels: func(s SharpnessAware) []string {
		return holding(class{"three eigenvalues", len(s.Lambda) == 3}, class{"two negative", s.Lambda[1].P < 0}, class{"turned axes", slices.Max(s.Skew) > 0})
	},
	Share: map[string]float64{"three eigenvalues": 0.2, "two negative": 0.1, "turned axes": 0.2},
	Then: func(s SharpnessAware) theorems.Evidence {
		f, err := s.factors()
		if err != nil {
			return theorems.Exactly(false, "%v", err)
		}
		attracts := !slices.ContainsFunc(f, func(f rational.Number) bool { return f.Abs().Cmp(rational.Int(1)) >= 0 })
		return theorems.Exactly(attracts, "the factors are %v", f)
	},
	Figures: samFigures,
}

// SAMLeavesSaddles is what is hoped of it.
var SAMLeavesSaddles = theorems.Claim[SharpnessAware]{
	Name:      "kim2023/sam-leaves-saddles",
	Says:      "Sharpness-aware minimisation w ← w − η∇L(w + ρ∇L(w)) on ½ wᵀHw with a negative eigenvalue leaves the saddle 0, as gradient descent does: a step multiplies some eigenvector by more than 1",
	Source:    kim2023.Locate("what the paper argues against, as we recall it", "Training stuck ≠ Zero Gradient"),
	Corrected: "kim2023/saddles-attract-sam",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) SharpnessAware {
		return drawSAM(t, true, rapid.Bool().Draw(t, "turns"), rapid.Bool().Draw(t, "short"))
	},
	Missing: &theorems.Hypothesis[SharpnessAware]{Name: "ρ < 1/|λ| for some λ < 0", Holds: func(s SharpnessAware) bool {
		return slices.ContainsFunc(s.Lambda, func(l Fraction) bool { return l.P < 0 && s.rises(l).Sign() < 0 })
	}},
	Known: []SharpnessAware{{Lambda: fractions(-1, 1), Rho: Fraction{2, 1}, Rate: Fraction{1, 4}}},
	Then: func(s SharpnessAware) theorems.Evidence {
		f, err := s.factors()
		if err != nil {
			return theorems.Undecidable("%v", err)
		}
		most := rational.Int(0)
		for _, x := range f {
			if x.Abs().Cmp(most) > 0 {
				most = x.Abs()
			}
		}
		if most.Cmp(rational.Int(1)) == 0 {
			return theorems.Undecidable("the largest factor is 1")
		}
		return theorems.Exactly(most.Cmp(rational.Int(1)) > 0, "the factors are %v", f)
	},
}

// drawSAM draws one eigenvalue below 0, one more or none, and one above, or 0 if not regular; then ρ, with
// which the gradient turns or not, and a rate with which the step is short or not, as far as it can be.
func drawSAM(t *rapid.T, regular, turns, short bool) SharpnessAware {
	s := SharpnessAware{Lambda: []Fraction{drawFraction(t, "negative", -4, -1, 2)}}
	if rapid.Bool().Draw(t, "third") {
		s.Lambda = append(s.Lambda, drawFraction(t, "third", -4, 4, 2))
	}
	s.Lambda = append(s.Lambda, Fraction{0, 1})
	if regular {
		s.Lambda[len(s.Lambda)-1].P = rapid.IntRange(1, 4).Draw(t, "positive")
	}
	s.Skew = ints(t, "axes", len(s.Lambda)*(len(s.Lambda)-1)/2, -1, 1)
	quarters := rapid.Int64Range(0, 4).Draw(t, "ρ")
	if turns {
		quarters += 5
	}
	s.Rho = fractionOf(s.flattestDown().Inverse().Mul(rational.New(quarters, 4)))
	eighths := rapid.Int64Range(1, 7).Draw(t, "η")
	if !short {
		eighths += 7
	}
	longest := rational.Int(1)
	for _, l := range s.Lambda {
		if x := s.rises(l); x.Cmp(longest) > 0 {
			longest = x
		}
	}
	s.Rate = fractionOf(rational.New(eighths, 4).Quo(longest))
	return s
}

// flattestDown is the least |λ| of λ < 0.
func (s SharpnessAware) flattestDown() rational.Number {
	least := s.Lambda[0].number().Abs()
	for _, l := range s.Lambda {
		if x := l.number().Abs(); l.P < 0 && x.Cmp(least) < 0 {
			least = x
		}
	}
	return least
}

// A NormalisedAware is a step of normalised SAM, w ← w − η L'(w + ρ L'(w)/|L'(w)|), on L(w) = −Lambda w²/2;
// if Plain, of SAM without normalisation.
type NormalisedAware struct {
	Lambda, Rho, Rate, W Fraction
	Plain                bool
}

func (s NormalisedAware) inside() bool { return s.W.number().Abs().Cmp(s.Rho.number()) < 0 }

func (s NormalisedAware) short() bool {
	return s.Rate.number().Mul(s.Lambda.number()).Cmp(rational.Int(1)) <= 0
}

// step takes one.
func (s NormalisedAware) step() rational.Number {
	w, lambda := s.W.number(), s.Lambda.number()
	up := lambda.Neg().Mul(w)
	if !s.Plain {
		up = rational.Int(int64(up.Sign()))
	}
	slope := lambda.Neg().Mul(w.Add(s.Rho.number().Mul(up)))
	return w.Sub(s.Rate.number().Mul(slope))
}

// NormalisedSAMIsCaughtByAMaximum: of the step w → w + ηλ(w − ρ sgn w) the part that leads back is as large
// as the curvature asks, whatever ρλ is.
var NormalisedSAMIsCaughtByAMaximum = theorems.Claim[NormalisedAware]{
	Name:   "kim2023/normalised-sam-is-caught-by-a-maximum",
	Says:   "Normalised SAM, w ← w − η L'(w + ρ L'(w)/|L'(w)|), on −λw²/2 with ηλ ≤ 1 stays in |w| < ρ if it is there once: unlike the update without normalisation, however small ρλ is",
	Source: kim2023.Locate("the update with normalisation, as we recall it; the bound derived", "Training stuck ≠ Zero Gradient"),
	Expect: theorems.Held,
	Draw: func(t *rapid.T) NormalisedAware {
		return drawNormalised(t, NormalisedAware.inside, NormalisedAware.short)
	},
	Given: []theorems.Hypothesis[NormalisedAware]{
		{
			Name:  "|w| < ρ",
			Holds: NormalisedAware.inside,
			Drop: func(t *rapid.T) NormalisedAware {
				return drawNormalised(t, not(NormalisedAware.inside), NormalisedAware.short)
			},
			Known: []NormalisedAware{{Lambda: Fraction{1, 1}, Rho: Fraction{1, 1}, Rate: Fraction{1, 1}, W: Fraction{1, 1}}},
		},
		{
			Name:  "ηλ ≤ 1",
			Holds: NormalisedAware.short,
			Drop: func(t *rapid.T) NormalisedAware {
				return drawNormalised(t, NormalisedAware.inside, not(NormalisedAware.short))
			},
			Known: []NormalisedAware{{Lambda: Fraction{1, 1}, Rho: Fraction{1, 1}, Rate: Fraction{2, 1}, W: Fraction{1, 4}}},
		},
		{
			Name:  "the gradient is normalised",
			Holds: func(s NormalisedAware) bool { return !s.Plain },
			Drop: func(t *rapid.T) NormalisedAware {
				s := drawNormalised(t, NormalisedAware.inside, NormalisedAware.short)
				s.Plain = true
				return s
			},
			Known: []NormalisedAware{{Lambda: Fraction{1, 1}, Rho: Fraction{1, 2}, Rate: Fraction{1, 1}, W: Fraction{2, 5}, Plain: true}},
		},
	},
	MinDecided: 1,
	Labels: func(s NormalisedAware) []string {
		return holding(class{"w < 0", s.W.P < 0}, class{"ρλ < 1", s.Rho.float()*s.Lambda.float() < 1}, class{"it passes the maximum", s.step().Sign()*s.W.P < 0})
	},
	Share: map[string]float64{"w < 0": 0.2, "ρλ < 1": 0.06, "it passes the maximum": 0.1},
	Then: func(s NormalisedAware) theorems.Evidence {
		end := s.step()
		return theorems.Exactly(end.Abs().Cmp(s.Rho.number()) < 0, "from %v to %v, ρ = %v", s.W, end, s.Rho)
	},
}

func drawNormalised(t *rapid.T, such ...func(NormalisedAware) bool) NormalisedAware {
	return suchThat(t, func(t *rapid.T) NormalisedAware {
		return NormalisedAware{Lambda: drawFraction(t, "λ", 1, 6, 4), Rho: drawFraction(t, "ρ", 1, 6, 4),
			Rate: drawFraction(t, "η", 1, 8, 8), W: drawFraction(t, "w", -12, 12, 8)}
	}, such...)
}
