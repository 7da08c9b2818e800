package papers

import (
	"math"
	"math/big"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var hardt2017 = theorems.Source{
	Key:   "hardt2017",
	Title: "Hardt and Ma 2017, Identity Matters in Deep Learning",
	URL:   "https://arxiv.org/abs/1611.04231",
}

// A LinearResidual is a point of ½‖Y − (I + A_d)…(I + A_1)‖²_F, or without the identities if it is Plain. The A_i are matrices
// of 2 × 2 eighths, row by row, and Y is the product at the point plus Off/8: it is a global minimum where Off is 0.
type LinearResidual struct {
	Eighths [][4]int
	Off     [4]int
	Plain   bool
}

// factor returns the entry k of I + A.
func (l LinearResidual) factor(a models.Var, k int) models.Var {
	if !l.Plain && (k == 0 || k == 3) {
		return a.Add(models.Rat(1, 1))
	}
	return a
}

// product returns the product of the layers.
func (l LinearResidual) product(w []models.Var) (p [4]models.Var) {
	for i := range l.Eighths {
		var f [4]models.Var
		for k := range f {
			f[k] = l.factor(w[4*i+k], k)
		}
		if i == 0 {
			p = f
			continue
		}
		dot := func(r, c int) models.Var { return f[2*r].Mul(p[c]).Add(f[2*r+1].Mul(p[2+c])) }
		p = [4]models.Var{dot(0, 0), dot(0, 1), dot(1, 0), dot(1, 1)}
	}
	return p
}

func (l LinearResidual) point() (w []*big.Rat) {
	for _, a := range l.Eighths {
		for _, x := range a {
			w = append(w, big.NewRat(int64(x), 8))
		}
	}
	return w
}

// onlyGlobal decides whether the point is no critical one, or has loss 0.
func (l LinearResidual) onlyGlobal() theorems.Evidence {
	w := l.point()
	var here [4]models.Var
	for k := range here {
		of := models.Trace(len(w), func(v []models.Var) models.Var { return l.product(v)[k] })
		q := lossAt(of, w) // of denominator 8^d at most
		here[k] = models.Rat(q.Num().Int64(), q.Denom().Int64()).Add(models.Rat(int64(l.Off[k]), 8))
	}
	t := models.Trace(len(w), func(v []models.Var) models.Var {
		p, sum := l.product(v), []models.Var{}
		for k := range p {
			sum = append(sum, here[k].Sub(p[k]).Sqr())
		}
		return models.Sum(sum...).Mul(models.Rat(1, 2))
	})
	loss, g, err := t.ExactGradient(w)
	if err != nil {
		return theorems.Undecidable("%v", err)
	}
	critical := true
	for _, x := range g {
		critical = critical && x.Sign() == 0
	}
	e := theorems.Exactly(!critical || loss.Sign() == 0, "loss %v, gradient %v", rational.Of(loss), ofRats(g))
	e.Class = "not critical"
	if critical {
		e.Class = "critical"
	}
	return e
}

// small reports whether ‖A_i‖_F < 1 for every layer.
func (l LinearResidual) small() bool {
	for _, a := range l.Eighths {
		if a[0]*a[0]+a[1]*a[1]+a[2]*a[2]+a[3]*a[3] >= 64 {
			return false
		}
	}
	return true
}

// IdentityLeavesOnlyGlobalMinima: where every I + A_i is invertible, a gradient of 0 is an error of 0. A plain net begins, with small
// weights, near the worst of its saddles.
var IdentityLeavesOnlyGlobalMinima = theorems.Claim[LinearResidual]{
	Name:   "hardt2017/identity-leaves-only-global-minima",
	Says:   "Of ½‖Y − (I + A_d)…(I + A_1)‖²_F with 2 × 2 matrices, d = 1 … 4, every critical point with ‖A_i‖_F < 1 for all i is a global minimum",
	Source: hardt2017.Locate("Theorem 2.2, of the expected loss and spectral norms below 1, as we recall it", "Skip Connection; Deep Linear Network"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) LinearResidual { return hardtDraw(t, 1) },
	Given: []theorems.Hypothesis[LinearResidual]{
		{
			Name:  "every layer has a skip connection",
			Holds: func(l LinearResidual) bool { return !l.Plain },
			Drop: func(t *rapid.T) LinearResidual {
				l := hardtDraw(t, 2)
				l.Plain = true
				l.vanish(t, 0)
				return l
			},
			Known: []LinearResidual{{Eighths: [][4]int{{}, {}}, Off: [4]int{8, 0, 0, 0}, Plain: true}},
		},
		{
			Name:  "‖A_i‖_F < 1",
			Holds: LinearResidual.small,
			Drop: func(t *rapid.T) LinearResidual {
				l := hardtDraw(t, 2)
				l.vanish(t, -8)
				return l
			},
			Known: []LinearResidual{{Eighths: [][4]int{{-8, 0, 0, -8}, {-8, 0, 0, -8}}, Off: [4]int{8, 0, 0, 0}}},
		},
	},
	MinDecided: 1,
	Share:      map[string]float64{"critical": 0.3, "not critical": 0.2},
	Figures:    hardtFigures,
	Then:       LinearResidual.onlyGlobal,
}

// hardtFigures draws ten layers of one unit whose weights are all a.
func hardtFigures(theorems.Report) []theorems.Figure {
	const d, nodes = 10, 61
	f := theorems.Figure{
		Name: "equal-weights", Says: "Loss ½(1 − w^10)² of ten layers of one unit with equal weights: w = a, and w = 1 + a with skip connections",
		X: theorems.Axis{Label: "a"}, Y: theorems.Axis{Label: "loss"}, Lines: []theorems.ReferenceLine{{Name: "small weights", At: 0}},
		Hides: "all directions in which the weights differ: for a = 0 the plain net is at a saddle whose derivatives up to the ninth are 0",
	}
	for _, of := range []struct {
		name     string
		identity float64
		from, to float64
	}{{"plain", 0, -1, 1.05}, {"with skip connections", 1, -1, 0.05}} {
		s := theorems.Series{Name: of.name, Mark: theorems.Line}
		for i := range nodes {
			a := of.from + (of.to-of.from)*float64(i)/(nodes-1)
			s.X, s.Y = append(s.X, a), append(s.Y, math.Pow(1-math.Pow(of.identity+a, d), 2)/2)
		}
		s.X, s.Y = theorems.Rounded(s.X), theorems.Rounded(s.Y)
		f.Series = append(f.Series, s)
	}
	return []theorems.Figure{f}
}

// hardtDraw draws layers with ‖A_i‖_F < 1, at a global minimum or not.
func hardtDraw(t *rapid.T, least int) (l LinearResidual) {
	for range rapid.IntRange(least, 4).Draw(t, "d") {
		l.Eighths = append(l.Eighths, [4]int{})
	}
	for i := range l.Eighths {
		rest := 63
		for k := range l.Eighths[i] {
			most := 0
			for (most+1)*(most+1) <= rest {
				most++
			}
			x := rapid.IntRange(-most, most).Draw(t, "eighths")
			l.Eighths[i][k] = x
			rest -= x * x
		}
	}
	if rapid.Bool().Draw(t, "off") {
		for k := range l.Off {
			l.Off[k] = rapid.IntRange(-8, 8).Draw(t, "off")
		}
	}
	return l
}

// vanish lets two layers be a multiple of the identity, so that every product without one of them is 0 where they vanish, and leaves an error.
func (l *LinearResidual) vanish(t *rapid.T, eighths int) {
	for _, i := range []int{0, len(l.Eighths) - 1} {
		l.Eighths[i] = [4]int{eighths, 0, 0, eighths}
	}
	l.Off[rapid.IntRange(0, 3).Draw(t, "entry")] = rapid.SampledFrom([]int{-8, -1, 1, 8}).Draw(t, "error")
}
