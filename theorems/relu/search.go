package relu

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"

	"saddle/models"
)

// SearchOptions say how far [Search] goes. The zero value of a field is its default.
type SearchOptions struct {
	Starts int     // of descents; 20
	Steps  int     // of each; 3000
	Rate   float64 // of the first step, from where rates fall like 1/√k; 0.02
	Near   float64 // how far from its kink a unit may end that is taken to be there, as of [Polish]; 10⁻³
	Seed   uint64
}

func (o *SearchOptions) orDefaults() SearchOptions {
	out := SearchOptions{Starts: 20, Steps: 3000, Rate: .02, Near: 1e-3}
	if o == nil {
		return out
	}
	out.Seed = o.Seed
	if o.Starts > 0 {
		out.Starts = o.Starts
	}
	if o.Steps > 0 {
		out.Steps = o.Steps
	}
	if o.Rate > 0 {
		out.Rate = o.Rate
	}
	if o.Near > 0 {
		out.Near = o.Near
	}
	return out
}

// A BadMinimum is a local minimum, proved, with a point that is better.
type BadMinimum struct {
	W          []*big.Rat
	Decision   Decision
	Better     []*big.Rat
	BetterLoss *big.Rat
}

// Found is what [Search] found.
type Found struct {
	Bad []BadMinimum
	// Ends counts the kinds of all ends; "in another cell" are those without an exact point ([ErrPolish]), and "diverged"
	// those that are not finite.
	Ends map[string]int
}

// Search descends from random starts, w_i of variance 1, and decides the exact points near the ends ([Polish]). The bad
// minima among them are those of which a better point is known: another end, or of nets with biases [AffineFit] or
// [BentFit].
//
// It is for nets with one hidden layer and one output; the error is an [ErrNet]. What is found depends on the options
// alone. Cost: for each start its steps in float64, a fit in rational numbers and a decision.
func Search(n Net, opt *SearchOptions) (Found, error) {
	o := opt.orDefaults()
	if err := n.check(); err != nil {
		return Found{}, err
	}
	var ends [][]*big.Rat
	found := Found{Ends: map[string]int{}}
	tape := n.Tape()
	for start := range o.Starts {
		rng := rand.New(rand.NewPCG(o.Seed, uint64(start)))
		w := make([]float64, n.Dim())
		for i := range w {
			w[i] = rng.NormFloat64()
		}
		if !descent(tape, w, o) {
			found.Ends["diverged"]++
			continue
		}
		end, err := Polish(n, w, o.Near)
		if errors.As(err, new(ErrPolish)) {
			found.Ends["in another cell"]++
			continue
		} else if err != nil {
			return Found{}, err
		}
		ends = append(ends, end)
	}
	return found, found.decide(n, ends)
}

// decide decides the ends, and keeps the bad minima.
func (f *Found) decide(n Net, ends [][]*big.Rat) error {
	all := ends
	if w, err := AffineFit(n); err == nil {
		all = append(all, w)
	}
	if w, ok, err := BentFit(n); err == nil && ok {
		all = append(all, w)
	}
	var best []*big.Rat
	var least *big.Rat
	for _, w := range all {
		loss, err := Loss(n, w)
		if err != nil {
			return err
		}
		if least == nil || loss.Cmp(least) < 0 {
			best, least = w, loss
		}
	}
	for _, w := range ends {
		d, err := Decide(n, w, nil)
		if err != nil {
			return err
		}
		f.Ends[d.Kind.String()]++
		if is, _ := d.Is(Minimum); is && least.Cmp(d.Loss) < 0 {
			f.Bad = append(f.Bad, BadMinimum{W: w, Decision: d, Better: best, BetterLoss: least})
		}
	}
	return nil
}

// descent moves w down; false if it does not stay finite.
func descent(t *models.Tape, w []float64, o SearchOptions) bool {
	g := make([]float64, len(w))
	for k := range o.Steps {
		t.Gradient(g, w)
		rate := o.Rate / math.Sqrt(1+float64(k)/1000)
		for i := range w {
			w[i] -= float64(rate * g[i])
			if math.IsNaN(w[i]) || math.IsInf(w[i], 0) {
				return false
			}
		}
	}
	return true
}

// Tape returns L as a tape of its parameters, to be descended or looked at otherwise; it panics for a net for which
// Decide returns an error.
func (n Net) Tape() *models.Tape {
	if err := n.check(); err != nil {
		panic(err.Error())
	}
	return models.Trace(n.Dim(), func(w []models.Var) models.Var {
		var squares []models.Var
		for s := range n.X.Rows {
			for o, z := range n.outputVars(s, w, n.bent) {
				squares = append(squares, z.Sub(models.BigRat(n.Y.At(s, o).Rat())).Sqr())
			}
		}
		return models.Sum(squares...).Mul(models.Rat(1, 2))
	})
}

// bent returns σ(z).
func (n Net) bent(_ kink, z models.Var) models.Var {
	below, above := n.Activation.Below, n.Activation.Above
	return z.Mul(models.BigRat(below.Rat())).Add(z.Relu().Mul(models.BigRat(above.Sub(below).Rat())))
}
