package models

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// A ratMatrix is given by rows.
type ratMatrix [][]*big.Rat

func ratMatrixOf(rows, columns int, entry func(i, j int) *big.Rat) ratMatrix {
	m := make(ratMatrix, rows)
	for i := range m {
		for j := range columns {
			m[i] = append(m[i], entry(i, j))
		}
	}
	return m
}

func drawMatrix(r *rand.Rand, rows, columns int) ratMatrix {
	return ratMatrixOf(rows, columns, func(int, int) *big.Rat { return dyadics(r, 1)[0] })
}

func identityMatrix(n int) ratMatrix {
	return ratMatrixOf(n, n, func(i, j int) *big.Rat {
		if i == j {
			return big.NewRat(1, 1)
		}
		return new(big.Rat)
	})
}

func (a ratMatrix) transposed() ratMatrix {
	return ratMatrixOf(len(a[0]), len(a), func(i, j int) *big.Rat { return a[j][i] })
}

func (a ratMatrix) times(b ratMatrix) ratMatrix {
	return ratMatrixOf(len(a), len(b[0]), func(i, j int) *big.Rat {
		s := new(big.Rat)
		for k := range b {
			s.Add(s, new(big.Rat).Mul(a[i][k], b[k][j]))
		}
		return s
	})
}

func (a ratMatrix) plus(factor int64, b ratMatrix) ratMatrix {
	return ratMatrixOf(len(a), len(a[0]), func(i, j int) *big.Rat {
		s := new(big.Rat).Mul(big.NewRat(factor, 1), b[i][j])
		return s.Add(s, a[i][j])
	})
}

// inner returns ⟨a, b⟩ = tr aᵀb.
func (a ratMatrix) inner(b ratMatrix) *big.Rat {
	s := new(big.Rat)
	for i := range a {
		for j := range a[i] {
			s.Add(s, new(big.Rat).Mul(a[i][j], b[i][j]))
		}
	}
	return s
}

// floats rounds by rows.
func (a ratMatrix) floats() (f [][]float64) {
	for _, row := range a {
		f = append(f, nearestFloats(row))
	}
	return f
}

// flat lists the entries of all matrices: the parameter vector of layers.
func flat(layers ...ratMatrix) (w []*big.Rat) {
	for _, m := range layers {
		w = slices.Concat(w, slices.Concat(m...))
	}
	return w
}

// chainProduct returns W_to … W_from of the layers W₁ …; the identity of width n if
// there is none.
func chainProduct(layers []ratMatrix, from, to, n int) ratMatrix {
	p := identityMatrix(n)
	for l := from; l <= to; l++ {
		p = layers[l-1].times(p)
	}
	return p
}

// byRows has the weights of the formula, one column a sample, as they are given: by rows.
func (o *DeepLinearOptions) byRows() *DeepLinearOptions {
	if o == nil || o.Weights == nil {
		return o
	}
	return &DeepLinearOptions{Weights: ratMatrix(o.Weights).transposed(), Decay: o.Decay}
}

func mustTape(t testing.TB, widths []int, x, y ratMatrix, opt *DeepLinearOptions) *Tape {
	t.Helper()
	tape, err := DeepLinearTape(widths, x.transposed(), y.transposed(), opt.byRows())
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

// drawNet draws widths for h hidden layers, data and parameters, with zeros in between.
func drawNet(r *rand.Rand, h int) (widths []int, x, y ratMatrix, w []*big.Rat) {
	for range h + 2 {
		widths = append(widths, 1+r.IntN(3))
	}
	samples := 1 + r.IntN(3)
	x, y = drawMatrix(r, widths[0], samples), drawMatrix(r, widths[h+1], samples)
	return widths, x, y, fullFloats(r, offsets(widths)[h+1])
}

func TestDeepLinearAgainstTape(t *testing.T) {
	for seed := range uint64(cases(60, 8)) {
		r := rand.New(rand.NewPCG(31, seed))
		widths, x, y, w := drawNet(r, int(seed)%4)
		opt := &DeepLinearOptions{}
		if seed%3 == 0 {
			opt.Decay = big.NewRat(int64(r.IntN(5)), 10)
		}
		if seed%5 < 2 {
			opt.Weights = ratMatrixOf(len(y), len(y[0]), func(int, int) *big.Rat { return big.NewRat(int64(r.IntN(4)), 3) })
		}
		m, err := NewDeepLinear(widths, x.transposed().floats(), y.transposed().floats(), opt.byRows())
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(m.Widths(), widths) || m.Dim() != len(w) {
			t.Fatalf("widths %v and dimension %d of %v", m.Widths(), m.Dim(), widths)
		}
		magnitude := func(a ratMatrix, sign int64) ratMatrix {
			return ratMatrixOf(len(a), len(a[0]), func(i, j int) *big.Rat {
				v := new(big.Rat).Abs(a[i][j])
				return v.Mul(v, big.NewRat(sign, 1))
			})
		}
		absolute := mustTape(t, widths, magnitude(x, 1), magnitude(y, -1), opt)
		// a term goes forwards and backwards through sums over the units of every layer,
		// with its tangent, and through those over the data and the decay
		roundings := 10 + 4*len(y)*len(y[0]) + len(w)
		for _, d := range widths {
			roundings += 4 * (d + 2)
		}
		t.Run(fmt.Sprint(widths), func(t *testing.T) {
			checkFamily(t, m, m.Tape(), absolute, w, roundings)
			v := nearestFloats(fullFloats(r, len(w)))
			checkPass(t, "deep linear", m, nearestFloats(w), v)
			checkAllocations(t, m, nearestFloats(w), v)
			checkConcurrent(t, m, r)
		})
	}
}

// TestDeepLinearSecondVariation: with E the residual and W_{>l}, W_{<l} the products
// around layer l, L′[Δ] = Σ⟨E, W_{>l}Δ_lW_{<l}X⟩ and
// L″[Δ, Δ] = ‖Σ W_{>l}Δ_lW_{<l}X‖² + 2 Σ_{l>k} ⟨E, W_{>l}Δ_lW_{l−1}…W_{k+1}Δ_kW_{<k}X⟩.
func TestDeepLinearSecondVariation(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(32, seed))
		h := int(seed) % 4
		widths, x, y, _ := drawNet(r, h)
		last := h + 1
		var layers, steps []ratMatrix
		for l := 1; l <= last; l++ {
			layers = append(layers, drawMatrix(r, widths[l], widths[l-1]))
			steps = append(steps, drawMatrix(r, widths[l], widths[l-1]))
		}
		residual := chainProduct(layers, 1, last, widths[0]).times(x).plus(-1, y)
		moved := func(l int, inner ratMatrix) ratMatrix { // W_{>l} Δ_l inner
			return chainProduct(layers, l+1, last, widths[l]).times(steps[l-1]).times(inner)
		}
		first, second := residual.plus(-1, residual), new(big.Rat)
		for l := 1; l <= last; l++ {
			first = first.plus(1, moved(l, chainProduct(layers, 1, l-1, widths[0]).times(x)))
			for k := 1; k < l; k++ {
				below := steps[k-1].times(chainProduct(layers, 1, k-1, widths[0])).times(x)
				second.Add(second, residual.inner(moved(l, chainProduct(layers, k+1, l-1, widths[k]).times(below))))
			}
		}
		second.Add(second, second).Add(second, first.inner(first))

		s, err := mustTape(t, widths, x, y, nil).Series(line(flat(layers...), flat(steps...)), 2)
		if err != nil {
			t.Fatal(err)
		}
		half := big.NewRat(1, 2)
		want := Series{residual.inner(residual), residual.inner(first), second}
		want[0].Mul(want[0], half)
		want[2].Mul(want[2], half)
		sameRats(t, fmt.Sprint(widths), s, want)
	}
}

// TestDeepLinearOrigin: with one hidden layer the Hessian at the origin couples unit k
// of W₁ with unit k of W₂ by −XYᵀ, so that its eigenvalues are ±σᵢ(XYᵀ), d₁ times each,
// and 0. With H ≥ 1 the first form that does not vanish has degree H + 1, and none
// below degree 2(H + 1) is left if XYᵀ = 0.
func TestDeepLinearOrigin(t *testing.T) {
	for seed := range uint64(24) {
		r := rand.New(rand.NewPCG(33, seed))
		h := 1 + int(seed)%3
		widths, x, y, w := drawNet(r, h)
		x[0][0], y[0][0] = big.NewRat(9, 1), big.NewRat(9, 1) // XYᵀ ≠ 0: other entries are at most 2
		xy := x.times(y.transposed())
		origin := flat(ratMatrixOf(1, len(w), func(int, int) *big.Rat { return new(big.Rat) }))
		tape := mustTape(t, widths, x, y, nil)
		if p := mustPolynomial(t, tape, origin, h+1); p.Order() != h+1 {
			t.Errorf("%v: order %d at the origin", widths, p.Order())
		}
		zero := y.plus(-1, y)
		if p := mustPolynomial(t, mustTape(t, widths, x, zero, nil), origin, 2*h+1); p.Order() != 0 {
			t.Errorf("%v: order %d at the origin for Y = 0", widths, p.Order())
		}

		want := newJet(len(w))
		want.Loss.Mul(big.NewRat(1, 2), y.inner(y))
		if h == 1 {
			d0, d1, d2 := widths[0], widths[1], widths[2]
			for k := range d1 {
				for a := range d0 {
					for b := range d2 {
						want.Hessian[d0*d1+b*d1+k][k*d0+a].Neg(xy[a][b])
					}
				}
			}
		}
		sameRats(t, fmt.Sprint(widths), mustExact(t, tape, origin).values(), want.values())
	}
}

// TestDeepLinearCriticalPoints: with Y = UΣVᵀ, X = I and S of r directions,
// W₁ = D₁[U_SᵀY; 0], W₂ = D₂ diag(I_r, 0) D₁⁻¹, W₃ = [U_S, 0] D₂⁻¹ is critical of loss
// ½(‖Y‖² − Σ_S σᵢ²), for any invertible D.
func TestDeepLinearCriticalPoints(t *testing.T) {
	rotation := func(p, q, r int64) ratMatrix { // p² + q² = r²
		return ratMatrix{{big.NewRat(p, r), big.NewRat(-q, r)}, {big.NewRat(q, r), big.NewRat(p, r)}}
	}
	u, v := rotation(3, 4, 5), rotation(5, 12, 13)
	sigma := []*big.Rat{big.NewRat(3, 1), big.NewRat(1, 2)}
	y := u.times(ratMatrix{{sigma[0], new(big.Rat)}, {new(big.Rat), sigma[1]}}).times(v.transposed())
	tape := mustTape(t, []int{2, 2, 2, 2}, identityMatrix(2), y, nil)
	d := ratMatrix{ints(2, 1), ints(1, 1)}
	inverse := ratMatrix{ints(1, -1), ints(-1, 2)}
	for _, s := range []int{0, 1} {
		select1 := ratMatrix{ints(1, 0), ints(0, 0)}
		us := ratMatrix{{u[0][s], new(big.Rat)}, {u[1][s], new(big.Rat)}}
		w := flat(d.times(us.transposed()).times(y), d.times(select1).times(inverse), us.times(inverse))
		loss, gradient, err := tape.ExactGradient(w)
		if err != nil {
			t.Fatal(err)
		}
		other := sigma[1-s]
		want := new(big.Rat).Mul(other, other)
		want.Mul(want, big.NewRat(1, 2))
		sameRats(t, "loss and gradient", append(gradient, loss), append(newJet(len(w)).Gradient, want))
	}
}

// TestDeepLinearCurve: a saddle with positive semidefinite Hessian that is a minimum
// along every line, and falls along (t, t², t): ½ − t⁴/2 + t⁶ + t⁸/2.
func TestDeepLinearCurve(t *testing.T) {
	tape := mustTape(t, []int{2, 1, 1, 2}, identityMatrix(2), ratMatrix{ints(0, 0), ints(0, 1)}, nil)
	// w is W₁ = (1, t), W₂ = t², W₃ = (1, t)
	s, err := tape.Series([]Series{ints(1), ints(0, 1), ints(0, 0, 1), ints(1), ints(0, 1)}, 8)
	if err != nil {
		t.Fatal(err)
	}
	want := Series(ints(0, 0, 0, 0, 0, 0, 1, 0, 0))
	want[0], want[4], want[8] = big.NewRat(1, 2), big.NewRat(-1, 2), big.NewRat(1, 2)
	sameRats(t, "loss along the curve", s, want)
	jet := newJet(5)
	jet.Loss.SetFrac64(1, 2)
	jet.Hessian[2][2].SetInt64(1)
	sameRats(t, "jet", mustExact(t, tape, ints(1, 0, 0, 1, 0)).values(), jet.values())
}

func TestLayers(t *testing.T) {
	w := []int{0, 1, 2, 3, 4, 5, 6, 7}
	layers := Layers([]int{2, 3, 1}, append(w, 8))
	if got := fmt.Sprint(layers); got != "[[[0 1] [2 3] [4 5]] [[6 7 8]]]" {
		t.Errorf("layers %v", got)
	}
	shared := Layers([]int{4, 2}, w)
	shared[0][1][0] = 77
	if w[4] != 77 || cap(shared[0][0]) != 4 {
		t.Error("layers are not parts of w, or grow into each other")
	}
	mustPanic(t, "models: w has length 8, want 9", func() { Layers([]int{3, 3}, w) })
}

func TestDeepLinearErrors(t *testing.T) {
	inf, row := math.Inf(1), func(v ...float64) []float64 { return v }
	x, y := [][]float64{row(1, 3), row(2, 4)}, [][]float64{row(5), row(6)}
	widths := []int{2, 3, 1}
	half := big.NewRat(1, 2)
	for name, c := range map[string]struct {
		widths []int
		x, y   [][]float64
		opt    *DeepLinearOptions
		want   error
	}{
		"no layer":    {widths[:1], x, y, nil, ErrArgument{"widths", "an input and an output width at least"}},
		"width":       {[]int{2, 0, 1}, x, y, nil, ErrArgument{"widths[1]", "at least 1"}},
		"X samples":   {widths, x[:1], y, nil, ErrDimension{"Y", 2, 1}},
		"no sample":   {widths, nil, y, nil, ErrArgument{"X", "at least one sample"}},
		"X empty":     {widths, [][]float64{{}, {}}, y, nil, ErrDimension{"X[0]", 0, 2}},
		"X ragged":    {widths, [][]float64{row(1, 2), row(1)}, y, nil, ErrDimension{"X[1]", 1, 2}},
		"X infinite":  {widths, [][]float64{row(1, 2), row(1, inf)}, y, nil, ErrNotFinite{"X[1][1]", inf}},
		"Y outputs":   {widths, x, x, nil, ErrDimension{"Y[0]", 2, 1}},
		"Y samples":   {widths, x, y[:1], nil, ErrDimension{"Y", 1, 2}},
		"Y infinite":  {widths, x, [][]float64{row(inf), row(1)}, nil, ErrNotFinite{"Y[0][0]", inf}},
		"Weights":     {widths, x, y, &DeepLinearOptions{Weights: [][]*big.Rat{{half}}}, ErrDimension{"Weights", 1, 2}},
		"nil weight":  {widths, x, y, &DeepLinearOptions{Weights: [][]*big.Rat{{half}, {nil}}}, ErrArgument{"Weights[1][0]", "a number, not nil"}},
		"negative":    {widths, x, y, &DeepLinearOptions{Weights: [][]*big.Rat{{half}, {big.NewRat(-1, 2)}}}, ErrArgument{"Weights[1][0]", "a number of at least 0"}},
		"huge weight": {widths, x, y, &DeepLinearOptions{Weights: [][]*big.Rat{{half}, {ratPow(half, -2000)}}}, ErrNotFinite{"Weights[1][0]", inf}},
		"Decay":       {widths, x, y, &DeepLinearOptions{Decay: big.NewRat(-1, 2)}, ErrArgument{"Decay", "a number of at least 0"}},
	} {
		if m, err := NewDeepLinear(c.widths, c.x, c.y, c.opt); err != c.want || m != nil {
			t.Errorf("%s: %v, %v, want %v", name, m, err, c.want)
		}
	}
	if _, err := DeepLinearTape(widths, ratMatrix{ints(1, 1), {ints(1)[0], nil}}, ratMatrix{ints(1), ints(1)}, nil); err != (ErrArgument{"X[1][1]", "a number, not nil"}) {
		t.Errorf("a nil entry: %v", err)
	}
}

// TestDeepLinearCopies: changing the arguments afterwards changes nothing.
func TestDeepLinearCopies(t *testing.T) {
	widths, x, y := []int{1, 1}, [][]float64{{1}}, [][]float64{{2}}
	opt := &DeepLinearOptions{Weights: [][]*big.Rat{ints(1)}, Decay: big.NewRat(1, 2)}
	m, err := NewDeepLinear(widths, x, y, opt)
	if err != nil {
		t.Fatal(err)
	}
	widths[0], x[0][0], y[0][0] = 9, 9, 9
	opt.Weights[0][0].SetInt64(9)
	opt.Decay.SetInt64(9)
	m.Widths()[0] = 9
	if got, tape := m.Loss([]float64{3}), m.Tape().Loss([]float64{3}); got != 5 || tape != 5 {
		t.Errorf("½(3 − 2)² + ½·9 is %v and %v", got, tape)
	}
}
