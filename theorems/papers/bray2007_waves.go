package papers

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models/spin"
	"saddle/spectra"
	"saddle/spectra/ensemble"
	"saddle/theorems"
	"saddle/theorems/tables"
)

// A WaveCell is the dimension of a Gaussian field.
type WaveCell struct{ N int }

// A WaveEnd counts the critical points of one field in a period by their index, and of as many points as hessiansOfField the
// positive definite Hessians. If not Complete, the search had not ended.
type WaveEnd struct {
	Indices  []int `json:"k"`
	Positive int   `json:"positive,omitempty"`
	Complete bool  `json:"ok"`
}

const (
	hessiansOfField = 200
	waveBatches     = 24   // of starts, at most
	waveSteps       = 30   // of Newton's method from a start
	waveSame        = 1e-6 // up to which two points are one
)

// CriticalPointsOfWaves counts the critical points of whole fields, where MinimaOfAGaussianField draws Hessians by the formula of Kac and
// Rice. In two dimensions there are as many saddles as extrema on every torus, and the share is 1/4 by symmetry.
var CriticalPointsOfWaves = tables.Table[WaveCell, WaveEnd]{
	Name: "bray2007/critical-points-of-waves",
	Says: fmt.Sprintf("Critical points, by their index, of a stationary Gaussian field on ℝ^N that has the period 2π and is isotropic in its first two derivatives at a point (waves e_i and e_i ± e_j), found by Newton's method in one period until the indices add up to 0, as they must on a torus, and no more are found: the share of minima, beside that of the formula of Kac and Rice; and the share of positive definite Hessians at %d points of each field that are drawn alike, where |det| does not count",
		hessiansOfField),
	Source:  bray2007.Locate("the share of minima among the critical points of Gaussian fields; the fields and the search are ours", "Analyzing Hessian"),
	Version: 1,
	Cells:   []WaveCell{{3}, {2}, {4}},
	Runs:    3000,
	Run:     func(ctx context.Context, c WaveCell, r theorems.Run) (WaveEnd, error) { return c.run(ctx, r.Rand) },
	Tally:   WaveCell.tally,
	Unknown: []string{notComplete},
	Row:     WaveCell.row,
	Figures: waveFigures,
	Valid: func(c WaveCell) error {
		if c.N < 2 || c.N > 4 {
			return fmt.Errorf("n is 2 … 4 dimensions")
		}
		return nil
	},
}

const (
	complete    = "the indices add up to 0"
	notComplete = "not complete"
)

func (c WaveCell) run(ctx context.Context, r *rand.Rand) (WaveEnd, error) {
	law, err := spin.IsotropicWaves(c.N)
	if err != nil {
		return WaveEnd{}, err
	}
	field, err := spin.DrawWaves(r, law)
	if err != nil {
		return WaveEnd{}, err
	}
	s := waveSearch{field: field, n: c.N, step: make([]float64, c.N)}
	end := WaveEnd{Indices: make([]int, c.N+1)}
	for range hessiansOfField {
		if s.index(turnsOf(r, c.N)) == 0 {
			end.Positive++
		}
	}
	quiet, starts := 0, int(math.Pow(5, float64(c.N)))
	for batch := 0; batch < waveBatches && quiet < 2; batch++ {
		if ctx.Err() != nil {
			return WaveEnd{}, context.Cause(ctx)
		}
		before := len(s.found)
		for range starts {
			s.from(turnsOf(r, c.N))
		}
		if quiet++; len(s.found) > before || s.euler() != 0 {
			quiet = 0
		}
	}
	for _, k := range s.indices {
		end.Indices[k]++
	}
	end.Complete = quiet == 2
	return end, nil
}

// turnsOf draws a point of the period.
func turnsOf(r *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = 2 * math.Pi * r.Float64()
	}
	return x
}

// A waveSearch has the critical points of a field that were found, in [0, 2π)ⁿ, and their indices.
type waveSearch struct {
	field   *spin.Waves
	n       int
	found   [][]float64
	indices []int
	step    []float64
	hessian mat.SymDense
	lu      mat.LU
}

// index returns the number of negative eigenvalues of the Hessian.
func (s *waveSearch) index(x []float64) (k int) {
	s.field.Hessian(&s.hessian, x)
	values, err := spectra.Eigenvalues(&s.hessian)
	if err != nil {
		panic(err)
	}
	for _, v := range values {
		if v < 0 {
			k++
		}
	}
	return k
}

// euler returns Σ (−1)^index, which is 0 for all critical points on a torus.
func (s *waveSearch) euler() (sum int) {
	for _, k := range s.indices {
		sum += 1 - 2*(k%2)
	}
	return sum
}

// from follows Newton's method, and keeps where it ends if that is new.
func (s *waveSearch) from(x []float64) {
	step := mat.NewVecDense(s.n, s.step)
	for range waveSteps {
		s.field.Gradient(s.step, x)
		s.field.Hessian(&s.hessian, x)
		s.lu.Factorize(&s.hessian)
		if err := s.lu.SolveVecTo(step, false, step); err != nil {
			return // a singular Hessian leads nowhere
		}
		size := 0.0
		for i, d := range s.step {
			x[i] -= d
			size = max(size, math.Abs(d))
		}
		if size < 1e-11 {
			s.keep(x)
			return
		}
		if size > 100 {
			return
		}
	}
}

func (s *waveSearch) keep(x []float64) {
	for _, y := range s.found {
		same := true
		for i := range x {
			d := math.Abs(math.Remainder(x[i]-y[i], 2*math.Pi))
			same = same && d < waveSame
		}
		if same {
			return
		}
	}
	for i := range x {
		x[i] = math.Mod(x[i], 2*math.Pi)
	}
	s.found, s.indices = append(s.found, x), append(s.indices, s.index(x))
}

func (c WaveCell) tally(e WaveEnd) tables.Tally {
	if !e.Complete {
		return tables.Tally{Class: notComplete}
	}
	points := 0
	for _, k := range e.Indices {
		points += k
	}
	// φ and −φ are alike, and the mean of minima and maxima is less spread.
	extrema, all := float64(e.Indices[0]+e.Indices[c.N]), float64(points)
	t := tables.Tally{Class: complete, Values: []tables.Value{
		{Name: "extrema", X: extrema}, {Name: "points", X: all}, {Name: "extrema²", X: extrema * extrema}, {Name: "points²", X: all * all}, {Name: "extrema·points", X: extrema * all},
		{Name: "positive", X: float64(e.Positive) / hessiansOfField},
	}}
	for k, count := range e.Indices {
		t.Values = append(t.Values, tables.Value{Name: fmt.Sprintf("index %d", k), X: float64(count)})
	}
	return t
}

func (c WaveCell) row(s tables.Summary) []tables.Entry {
	shares, err := ensemble.FieldShares(c.N)
	if err != nil {
		panic(err)
	}
	v := s.Of(func(class string) bool { return class == complete }).Values
	exact := tables.Entry{Figure: "by the formula of Kac and Rice", Ours: &shares[0], Percent: true, Note: "The share of minima by the formula is that of all isotropic fields; bounds of the search are of 95 %, for a ratio of means. That a search is complete is not proved."}
	return []tables.Entry{
		shareOfMinima(v), exact,
		s.Mean("positive definite where |det| does not count", "positive", everyEnd, ""), s.Mean("critical points of a field", "points", everyEnd, ""),
		s.Rate("fields whose indices add up to 0", func(class string) bool { return class == complete }, nil),
	}
}

// shareOfMinima is half of the ratio of the means of extrema and points, with an interval by the variance of extrema − ratio · points.
func shareOfMinima(v map[string]tables.Values) tables.Entry {
	e := tables.Entry{Figure: "minima of all critical points", Runs: v["points"].N, Percent: true}
	if e.Runs < 2 {
		return e
	}
	mean := func(name string) float64 { return v[name].Mean() }
	ratio := mean("extrema") / mean("points")
	variance := mean("extrema²") - 2*ratio*mean("extrema·points") + ratio*ratio*mean("points²")
	share := ratio / 2
	reach := normalQuantile * math.Sqrt(max(variance, 0)/float64(e.Runs-1)) / (2 * mean("points"))
	e.Ours, e.Interval = &share, &theorems.Region{Lo: share - reach, Hi: share + reach}
	return e
}
