package bench

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra"
)

const (
	lanczosPairs    = 10    // wanted
	lanczosResidual = 1e-10 // by the norm
	lanczosProducts = 20000 // at most, for anyone
)

// A lanczosProblem asks for ten pairs at one end of an operator.
type lanczosProblem struct {
	name     string
	ends     spectra.Ends
	long     bool
	operator func() spectra.Operator
	exact    func() []float64 // the wanted values, if there is a formula
	norm     float64          // 0: that of the largest value
}

func lanczosProblems() []lanczosProblem {
	laplacian := func(rows, columns int, long bool) lanczosProblem {
		return lanczosProblem{
			name("operator", "laplacian", "n", fmt.Sprintf("%dx%d", rows, columns)), spectra.Smallest, long,
			func() spectra.Operator { return grid{rows, columns} }, func() []float64 { return gridSpectrum(rows, columns)[:lanczosPairs] }, 8,
		}
	}
	random := func(n int, long bool) lanczosProblem {
		return lanczosProblem{name("operator", "sparse", "n", n), spectra.Largest, long, func() spectra.Operator { return newSparse(n) }, nil, 0}
	}
	net := func() spectra.Operator {
		model := digits(200)
		return must(models.At(model, normal(rand.New(rand.NewPCG(4, 0)), model.Dim(), 0.05)))
	}
	return []lanczosProblem{
		{name("operator", "mlp-784-64-64-10", "samples", 200), spectra.Largest, false, net, nil, 0},
		random(10000, false), random(100000, true),
		laplacian(60, 60, false), laplacian(57, 63, false), laplacian(316, 316, true), laplacian(300, 333, true),
	}
}

func lanczosRows() (rows []row) {
	for _, p := range lanczosProblems() {
		if !p.long || !testing.Short() {
			rows = append(rows, row{p.name, p.time})
		}
	}
	return rows
}

// A lanczosHand finds the pairs: values ascending, vector i in vectors[i·n:].
type lanczosHand struct {
	impl   string
	copies bool // it looks for them
	work   func(a spectra.Operator) (values, vectors []float64, products int, err error)
}

func (p lanczosProblem) hands(tenth float64) []lanczosHand {
	ours := func(simple bool) func(a spectra.Operator) ([]float64, []float64, int, error) {
		return func(a spectra.Operator) ([]float64, []float64, int, error) {
			opt := spectra.LanczosOptions{Count: lanczosPairs, Ends: p.ends, Tolerance: lanczosResidual, MaxSteps: lanczosProducts, Workers: 1, Vectors: true, Simple: simple}
			ritz, err := spectra.Lanczos(context.Background(), a, &opt)
			if err != nil {
				return nil, nil, ritz.Products, err
			}
			vectors := make([]float64, 0, a.Dim()*lanczosPairs)
			for i := range ritz.Values {
				vectors = append(vectors, mat.Col(nil, i, ritz.Vectors)...)
			}
			return ritz.Values, vectors, ritz.Products, nil
		}
	}
	hands := []lanczosHand{{"spectra", true, ours(false)}, {"simple", false, ours(true)}}
	if arpack == nil {
		return hands
	}
	which := map[spectra.Ends]string{spectra.Smallest: "SA", spectra.Largest: "LA"}[p.ends]
	for _, ncv := range []int{21, 90} {
		// ARPACK compares with tol·|θ|; the tenth pair is the last to converge.
		hands = append(hands, lanczosHand{fmt.Sprintf("arpack%d", ncv), true, func(a spectra.Operator) ([]float64, []float64, int, error) {
			tol := lanczosResidual * p.norm / math.Abs(tenth)
			return arpack.dsaupd(a, which, lanczosPairs, ncv, tol, lanczosProducts/2)
		}})
	}
	return hands
}

// time reports the processor time of a whole run of each hand, and its products, both as medians over the
// rounds: ARPACK begins each with another vector. Without a peer, it is the wall time. Every answer is checked before its time is kept.
func (p lanczosProblem) time(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	clock := func() time.Duration { return time.Duration(time.Now().UnixNano()) }
	if lapack != nil {
		if err := unforced(); err != nil {
			b.Fatal(err)
		}
		lapack.threads(1)
		clock = arpack.clock
	}
	a := p.operator()
	values, _, _, err := p.hands(0)[0].work(a)
	if err != nil {
		b.Fatal(err)
	}
	want, tenth := values, values[0]
	if p.ends == spectra.Smallest {
		tenth = values[lanczosPairs-1]
	}
	if p.norm == 0 {
		p.norm = values[lanczosPairs-1]
	}
	if p.exact != nil {
		want = p.exact()
	}
	hands := p.hands(tenth)
	times, products := make([][]float64, len(hands)), make([][]float64, len(hands))
	for b.Loop() {
		for i, h := range hands {
			runtime.GC()
			start := clock()
			values, vectors, count, err := h.work(a)
			elapsed := clock() - start
			if products[i] = append(products[i], float64(count)); err == nil {
				err = p.check(a, values, vectors, want, h.copies)
			}
			if err == nil {
				times[i] = append(times[i], float64(elapsed))
			} else if h.impl != "arpack21" || p.ends != spectra.Smallest { // whose basis is too small there
				b.Fatalf("%s: %v", h.impl, err)
			}
		}
	}
	ours := median(times[0])
	b.ReportMetric(ours, "ns/op")
	made := median(products[0])
	b.ReportMetric(made, "products")
	for i, h := range hands[1:] {
		others := median(products[i+1])
		b.ReportMetric(others, h.impl+"-products")
		if len(times[i+1]) == 0 {
			b.ReportMetric(1, h.impl+"-failed")
			continue
		}
		theirs := median(times[i+1])
		b.ReportMetric(theirs, h.impl+"-ns/op")
		b.ReportMetric(ours/theirs, "x-"+h.impl)
		b.ReportMetric(made/others, "products/"+h.impl)
	}
}

// check returns what is wrong with an answer: values that are not the wanted ones, residuals
// above the bound, vectors that are not orthonormal.
func (p lanczosProblem) check(a spectra.Operator, values, vectors, want []float64, copies bool) error {
	n := a.Dim()
	product := make([]float64, n)
	bound := lanczosResidual * p.norm
	for i, x := range values {
		v := vectors[i*n : (i+1)*n]
		a.Mul(product, v)
		floats.AddScaled(product, -x, v)
		if r := floats.Norm(product, 2); !(r <= bound) {
			return fmt.Errorf("pair %d has the residual %v, above %v", i, r, bound)
		}
		if copies && !(math.Abs(x-want[i]) <= 2*bound) {
			return fmt.Errorf("value %d is %v, want %v", i, x, want[i])
		}
		for j := range i + 1 {
			inner := floats.Dot(v, vectors[j*n:(j+1)*n])
			if j == i {
				inner--
			}
			if !(math.Abs(inner) < 1e-9) {
				return fmt.Errorf("vectors %d and %d have the product %v", i, j, inner)
			}
		}
	}
	if len(values) != lanczosPairs {
		return fmt.Errorf("%d pairs, want %d", len(values), lanczosPairs)
	}
	return nil
}

// A grid is the five-point Laplacian of a rectangle, 4 on the diagonal, 0 beyond the border.
type grid struct{ rows, columns int }

func (g grid) Dim() int { return g.rows * g.columns }

func (g grid) Mul(dst, v []float64) {
	for i := range g.rows {
		row, out := v[i*g.columns:(i+1)*g.columns], dst[i*g.columns:(i+1)*g.columns]
		for j, x := range row {
			out[j] = 4 * x
		}
		for j, x := range row[1:] {
			out[j] -= x
			out[j+1] -= row[j]
		}
		for _, other := range []int{i - 1, i + 1} {
			if other >= 0 && other < g.rows {
				for j, x := range v[other*g.columns : (other+1)*g.columns] {
					out[j] -= x
				}
			}
		}
	}
}

// gridSpectrum returns the eigenvalues 4 sin²(πi/2(rows+1)) + 4 sin²(πj/2(columns+1)), ascending.
func gridSpectrum(rows, columns int) []float64 {
	part := func(i, n int) float64 {
		s := math.Sin(math.Pi * float64(i) / float64(2*(n+1)))
		return 4 * s * s
	}
	var all []float64
	for i := 1; i <= rows; i++ {
		for j := 1; j <= columns; j++ {
			all = append(all, part(i, rows)+part(j, columns))
		}
	}
	slices.Sort(all)
	return all
}

// A sparse matrix has about ten normal entries a row, at random places.
type sparse struct {
	starts, columns []int
	entries         []float64
}

func newSparse(n int) *sparse {
	r := rand.New(rand.NewPCG(8, uint64(n)))
	type entry struct {
		column int
		x      float64
	}
	rows := make([][]entry, n)
	for i := range rows {
		for range 5 {
			j, x := r.IntN(n), r.NormFloat64()
			rows[i] = append(rows[i], entry{j, x})
			rows[j] = append(rows[j], entry{i, x}) // twice the entry where i = j
		}
	}
	s := &sparse{starts: []int{0}}
	for _, row := range rows {
		for _, e := range row {
			s.columns, s.entries = append(s.columns, e.column), append(s.entries, e.x)
		}
		s.starts = append(s.starts, len(s.columns))
	}
	return s
}

func (s *sparse) Dim() int { return len(s.starts) - 1 }

func (s *sparse) Mul(dst, v []float64) {
	for i := range dst {
		var sum float64
		for k := s.starts[i]; k < s.starts[i+1]; k++ {
			sum += s.entries[k] * v[s.columns[k]]
		}
		dst[i] = sum
	}
}

// TestLanczosProblems: the operators are symmetric, and the formula is their spectrum.
func TestLanczosProblems(t *testing.T) {
	if _, err := spectra.Materialize(newSparse(40)); err != nil {
		t.Error(err)
	}
	a, err := spectra.Materialize(grid{5, 7})
	if err != nil {
		t.Fatal(err)
	}
	values, err := spectra.Eigenvalues(a)
	if want := gridSpectrum(5, 7); err != nil || !floats.EqualApprox(values, want, 1e-13) {
		t.Errorf("%v, want %v, %v", values, want, err)
	}
}
