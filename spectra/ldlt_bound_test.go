package spectra

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra/f64"
	"saddle/spectra/internal/num"
	"saddle/spectra/internal/testmat"
)

func wide(x float64) *big.Float { return new(big.Float).SetPrec(3000).SetFloat64(x) }

// missOf returns the largest row sum of |B − PᵀUDUᵀP|, up to roundings of 3000 bits. B
// is the lower triangle that f factored, of the given stride.
func missOf(f *LDLT, b []float64) *big.Float {
	n := f.n
	order, where := make([]float64, n), make([]float64, n)
	for i := range order {
		order[i] = float64(i)
	}
	columns := make([][]*big.Float, n) // rows of Uᵀ, in the last order
	for p := range f.panels[1:] {
		high, low := f.panels[p], f.panels[p+1]
		f.exchange(order, high, low, false)
		for i := range where {
			where[i] = float64(i)
		}
		f.exchange(where, high, low, false)
		for k := high; k < n; k++ {
			before := columns[k]
			columns[k] = make([]*big.Float, n)
			for i, from := range where {
				columns[k][i] = before[int(from)]
			}
		}
		for k := low; k < high; k++ {
			columns[k] = make([]*big.Float, n)
			for i := range n {
				columns[k][i] = wide(0)
			}
			for i, x := range f.u[k*f.stride : k*f.stride+f.above(k)] {
				columns[k][i].SetFloat64(x)
			}
			columns[k][k].SetFloat64(1)
		}
	}
	rows := make([]*big.Float, n)
	for i := range rows {
		rows[i] = wide(0)
	}
	for i := range n {
		for j := range i + 1 {
			x, y := int(order[i]), int(order[j])
			sum := wide(b[max(x, y)*f.stride+min(x, y)])
			subtract := func(d float64, p, q *big.Float) {
				if d != 0 && p.Sign() != 0 && q.Sign() != 0 {
					t := wide(d)
					t.Mul(t, p)
					sum.Sub(sum, t.Mul(t, q))
				}
			}
			for k := range n {
				subtract(f.d[k], columns[k][i], columns[k][j])
				if f.e[k] != 0 {
					subtract(f.e[k], columns[k][i], columns[k-1][j])
					subtract(f.e[k], columns[k-1][i], columns[k][j])
				}
			}
			sum.Abs(sum)
			rows[i].Add(rows[i], sum)
			if i != j {
				rows[j].Add(rows[j], sum)
			}
		}
	}
	worst := wide(0)
	for _, r := range rows {
		if r.Cmp(worst) > 0 {
			worst = r
		}
	}
	return worst
}

// factored draws a matrix, factors it and returns what was factored.
func factored(r *rand.Rand, n, kind int) (*LDLT, []float64) {
	a := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			x := r.NormFloat64()
			switch kind {
			case 1: // pivots tiny or zero
				if i == j {
					x = math.Ldexp(x, -50*r.IntN(3)) * float64(r.IntN(2))
				}
			case 2: // graded over 200 orders of magnitude
				x = math.Ldexp(x, -330*(i+j)/(n+1))
			case 3: // rank one, in integers
				x = float64((i%5 - 2) * (j%5 - 2))
			case 4: // products underflow
				x = math.Ldexp(x, -530-r.IntN(20))
			case 5: // sparse integers, with growth
				x = float64(r.IntN(3) - 1)
			}
			a.SetSym(i, j, x)
		}
	}
	f := new(LDLT)
	f.reset(n)
	for i := range n {
		f.load(rawSymmetric(a), i)
	}
	b := append([]float64(nil), f.u...)
	f.factor()
	return f, b
}

func TestResidualBound(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 62))
	sizes := []int{1, 2, 3, 9, 67, 2, 5, 8, 20}
	if testing.Short() {
		sizes = sizes[:4]
	}
	for _, n := range sizes {
		for kind := range 6 {
			f, b := factored(r, n, kind)
			bound := f.residual()
			if miss := missOf(f, b); !num.IsFinite(bound) || miss.Cmp(wide(bound)) > 0 {
				t.Errorf("n = %d, kind %d: the residual is %.3g, the bound %.3g", n, kind, miss, bound)
			}
		}
	}
}

// Where pivots, or what is divided by them, leave float64, the bound is not finite or it holds.
func TestResidualBoundOfOverflow(t *testing.T) {
	r := rand.New(rand.NewPCG(73, 74))
	infinite := 0
	for i := range 2000 {
		below := []int{1, 2060}[i%2] // all entries near the largest number, or of any size
		n := 2 + r.IntN(4)
		f := new(LDLT)
		f.reset(n)
		for k := range n {
			for j := range k + 1 {
				f.u[k*f.stride+j] = math.Ldexp(2*r.Float64()-1, 1024-r.IntN(below)) * float64(r.IntN(2))
			}
		}
		b := append([]float64(nil), f.u...)
		f.factor()
		bound := f.residual()
		if !num.IsFinite(bound) {
			infinite++
			continue
		}
		if k := f.overflown(); k >= 0 {
			t.Fatalf("column %d is not finite, the bound is %g", k, bound)
		}
		if miss := missOf(f, b); miss.Cmp(wide(bound)) > 0 {
			t.Fatalf("the residual is %.3g, the bound %.3g: %v", miss, bound, b)
		}
	}
	if infinite < 20 || infinite > 1000 {
		t.Errorf("%d of 2000 overflow", infinite)
	}
}

// A chain of 63 roundings that all go one way: 1 − v² − … − v² stays 1, where v² is a
// little less than half of what 1 could lose. The residual is near 63/2 u, as much as
// the bound pays for the length of a chain, and no panel or block does more.
func TestResidualBoundOfAChain(t *testing.T) {
	const n = panelColumns
	f := new(LDLT)
	f.reset(n)
	v := math.Sqrt(0.98) * 0x1p-27
	for k := range n {
		clear(f.u[k*f.stride : k*f.stride+k])
		f.u[k*f.stride+k] = 1
		if k > 0 {
			f.u[k*f.stride] = v
		}
	}
	b := append([]float64(nil), f.u...)
	f.factor()
	bound, miss := f.residual(), missOf(f, b)
	if miss.Cmp(wide(30*num.Roundoff)) < 0 || miss.Cmp(wide(bound)) > 0 {
		t.Errorf("the residual is %.3g, the bound %.3g", miss, bound)
	}
}

// The bound holds whatever pivot is taken, also a block near a singular one, by which a
// division leaves far more than roundings of |U||D|; the search takes no such block.
func TestResidualBoundOfBadBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(75, 76))
	for range 100 {
		f := new(LDLT)
		f.reset(3)
		b := make([]float64, 3*f.stride)
		v := 1 + r.Float64()
		b[0], b[f.stride+1] = 1+r.Float64(), 1
		b[2*f.stride+1], b[2*f.stride+2] = v, v*v*(1+math.Ldexp(r.Float64(), -40)) // all but v²
		x := r.NormFloat64()
		b[f.stride], b[2*f.stride] = x, x*v*(1+math.Ldexp(r.Float64(), -38))
		copy(f.u, b)
		other, column := []float64{x, 1, v}, []float64{b[2*f.stride], v, b[2*f.stride+2]}
		f.panels, f.swap[0], f.swap[1], f.swap[2] = append(f.panels, 3, 0), -1, -1, -1
		f.block(2, column, other)
		f.d[0], f.e[0] = b[0]-f.u[f.stride]*other[0]-f.u[2*f.stride]*column[0], 0
		bound, miss := f.residual(), missOf(f, b)
		if miss.Cmp(wide(0x1p-26)) < 0 || miss.Cmp(wide(bound)) > 0 {
			t.Errorf("the residual is %.3g, the bound %.3g", miss, bound)
		}
	}
}

// One wrong number is more than the bound allows.
func TestResidualBoundCatches(t *testing.T) {
	r := rand.New(rand.NewPCG(63, 64))
	spoil := map[string]func(f *LDLT){
		"u":    func(f *LDLT) { f.u[5*f.stride+2] += 0x1p-30 },
		"d":    func(f *LDLT) { f.d[3] *= 1 + 0x1p-30 },
		"swap": func(f *LDLT) { f.exchange(f.d, f.n, 0, false); f.d[0], f.d[9] = f.d[9], f.d[0] },
		"panel": func(f *LDLT) {
			for k := range 4 {
				f.u[11*f.stride+k] *= 1 - 0x1p-30
			}
		},
	}
	for name, change := range spoil {
		f, b := factored(r, 12, 0)
		bound := f.residual()
		change(f)
		if miss := missOf(f, b); miss.Cmp(wide(bound)) <= 0 {
			t.Errorf("%s: the residual %.3g is within the bound %.3g", name, miss, bound)
		}
	}
}

// The factorisation alone, without eigenvectors, never proves a wrong sign, and leaves
// only eigenvalues near zero.
func TestFactoredSigns(t *testing.T) {
	r := rand.New(rand.NewPCG(65, 66))
	proved, unsure, zeros := 0, 0, 0
	for i := range testmat.Cases(900, 300) {
		n := 1 + r.IntN(9)
		digit := func() float64 { return float64(r.IntN(7) - 3) }
		v, scale := make([]float64, n), make([]int, n)
		for k := range v {
			v[k] = 1 + float64(r.IntN(3))
			if i%3 == 0 {
				scale[k] = r.IntN(600) - 300
			}
		}
		a := mat.NewSymDense(n, nil)
		for p := range n {
			for q := range p + 1 {
				x := digit()
				switch i % 4 {
				case 1: // rank one, and now and then a little more
					x = v[p] * v[q]
					if p == q && r.IntN(4) == 0 {
						x += math.Ldexp(digit(), -20*r.IntN(4))
					}
				case 2: // tiny pivots
					if p == q {
						x = math.Ldexp(x, -30*r.IntN(5))
					}
				}
				a.SetSym(p, q, math.Ldexp(x, scale[p]+scale[q]))
			}
		}
		s := rawSymmetric(a)
		maxima := make([]float64, n)
		if rowMaxima(maxima, s); slices.Min(maxima) == 0 {
			continue
		}
		neg, pos := factoredSigns(s, s)
		in := exactSigns(t, a)
		if neg > in.Neg || pos > in.Pos {
			t.Fatalf("claims %d and %d, is %v: %v", neg, pos, in, mat.Formatted(a))
		}
		proved, unsure, zeros = proved+neg+pos, unsure+n-neg-pos, zeros+in.Zero
	}
	if zeros == 0 || unsure > zeros+proved/20 {
		t.Errorf("%d proved, %d unsure, %d zeros", proved, unsure, zeros)
	}
}

// Blocks of order 2 with any signs: none counts that the exact determinant does not prove.
func TestSignsOfBlocks(t *testing.T) {
	r := rand.New(rand.NewPCG(79, 80))
	mixed := 0
	for range 3000 {
		f := new(LDLT)
		f.reset(2)
		b := 1 + r.Float64()
		f.d[0], f.d[1], f.e[0], f.e[1] = 3*(2*r.Float64()-1), 3*(2*r.Float64()-1), 0, b
		a := mat.NewSymDense(2, []float64{f.d[0], b, b, f.d[1]})
		in := exactSigns(t, a)
		pos, neg := f.provedSigns(1), f.provedSigns(-1)
		if pos > in.Pos || neg > in.Neg {
			t.Errorf("%d positive and %d negative eigenvalues in %v: %v", pos, neg, mat.Formatted(a), in)
		}
		if in.Pos == 1 && in.Neg == 1 {
			mixed += 1 - pos*neg
		}
	}
	if mixed > 30 {
		t.Errorf("%d blocks of both signs were not seen to be", mixed)
	}
}

// A shift below the bound proves nothing: what rounding leaves of a zero eigenvalue is larger.
func TestShiftExceedsTheBound(t *testing.T) {
	r := rand.New(rand.NewPCG(77, 78))
	wrong := 0
	for range 60 {
		n, rank := 12, 1+r.IntN(5)
		v := mat.NewDense(n, rank, nil)
		for i := range n {
			for j := range rank {
				v.Set(i, j, float64(r.IntN(199)-99)) // exact products, and pivots that are rounded
			}
		}
		a := new(mat.SymDense)
		a.SymOuterK(1, v)
		raw := rawSymmetric(a)
		s := new(shiftedSigns)
		small := s.factor(raw, 0) / 1000
		s.factor(raw, -small)
		if s.f.provedSigns(1) > rank {
			wrong++
		}
		if got, _, used := s.prove(raw, 1, small); got > rank || used < 10*small {
			t.Errorf("%d positive eigenvalues of rank %d, with the shift %g", got, rank, used)
		}
	}
	if wrong == 0 {
		t.Error("a thousandth of the bound would do: the test sees nothing")
	}
}

// TestLDLTOldNumbers: what the memory held before changes no bit.
func TestLDLTOldNumbers(t *testing.T) {
	used := new(LDLT)
	for _, n := range []int{130, 7, 64, 1, 65, 130} {
		a := mat.NewSymDense(n, nil)
		r := rand.New(rand.NewPCG(69, uint64(n)))
		for i := range n {
			for j := i; j < n; j++ {
				a.SetSym(i, j, r.NormFloat64())
			}
		}
		used.reset(130)
		for _, x := range [][]float64{used.u, used.w, used.d, used.e, used.x} {
			for i := range x {
				x[i] = math.NaN()
			}
		}
		fresh := new(LDLT)
		if err := errors.Join(fresh.Factorize(a, 0.25), used.Factorize(a, 0.25)); err != nil {
			t.Fatal(err)
		}
		bound, wantBound := used.residual(), fresh.residual()
		if used.Inertia() != fresh.Inertia() || bound != wantBound || !slices.Equal(used.d, fresh.d) || !slices.Equal(used.swap, fresh.swap) {
			t.Errorf("order %d: %v with residual %v, in new memory %v with %v", n, used.Inertia(), bound, fresh.Inertia(), wantBound)
		}
	}
}

// No entry of L exceeds 16/(1 − α), also where columns are rounding alone.
func TestMultipliersAreBounded(t *testing.T) {
	r := rand.New(rand.NewPCG(79, 80))
	for i := range 600 {
		n := 2 + r.IntN(40)
		a := mat.NewSymDense(n, nil)
		for i := range n {
			for j := range i + 1 {
				a.SetSym(i, j, 6+float64((i*(i+1)/2+j+1)%2)/4)
			}
		}
		f, _ := factored(r, n+60*(i%50/49), i%6)
		if i%2 == 0 {
			if err := f.Factorize(a, 0); err != nil {
				t.Fatal(err)
			}
		}
		for k := range f.n {
			if _, u := f64.AbsMax(f.u[k*f.stride : k*f.stride+f.above(k)]); !(u < mostBeyond/(1-bunchKaufman)+1e-9) {
				t.Fatalf("order %d: a multiplier %g", f.n, u)
			}
		}
	}
}

// U, D and the interchanges are the same bits at every level.
func TestLDLTLevels(t *testing.T) {
	defer f64.Use(f64.InUse())
	for kind := range 3 {
		var want *LDLT
		for _, l := range f64.Levels() {
			f64.Use(l)
			f, _ := factored(rand.New(rand.NewPCG(67, 68)), 150, kind)
			if want == nil {
				want = f
				continue
			}
			for k := range f.n {
				same := f.d[k] == want.d[k] && f.e[k] == want.e[k] && f.swap[k] == want.swap[k]
				for i := range f.above(k) {
					same = same && f.u[k*f.stride+i] == want.u[k*f.stride+i]
				}
				if !same || f.residual() != want.residual() {
					t.Fatalf("%v, kind %d: step %d differs", l, kind, k)
				}
			}
		}
	}
}
