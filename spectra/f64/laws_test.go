package f64

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/internal/kerneltest"
)

// TestGemmTranspose: (AB)ᵀ = BᵀAᵀ, bit for bit.
func TestGemmTranspose(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(21, 22))
		for range 60 {
			m, n, k := 1+r.IntN(60), 1+r.IntN(60), 1+r.IntN(60)
			a, b := view(r, m, k, r.IntN(4)), view(r, k, n, r.IntN(4))
			c := Matrix{m, n, n, 1, make([]float64, m*n)}
			d := Matrix{n, m, m, 1, make([]float64, m*n)}
			Gemm(c, 1.5, a, b)
			Mul(d, 1.5, b.T(), a.T())
			for i := range m {
				for j := range n {
					if c.At(i, j) != d.At(j, i) {
						t.Fatalf("%d×%d×%d: (%d,%d) is %v and %v", m, n, k, i, j, c.At(i, j), d.At(j, i))
					}
				}
			}
		}
	})
}

// TestGemmExact: on small integers every order gives the exact product.
func TestGemmExact(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(23, 24))
		for range 30 {
			m, n, k := r.IntN(30), r.IntN(60), r.IntN(300)
			a, b, c := view(r, m, k, r.IntN(4)), view(r, k, n, r.IntN(4)), view(r, m, n, r.IntN(4))
			for _, v := range []Matrix{a, b, c} {
				for i := range v.Data {
					v.Data[i] = float64(r.IntN(2001) - 1000)
				}
			}
			want := c.clone()
			for i := range m {
				for j := range n {
					sum := int64(c.At(i, j))
					for p := range k {
						sum -= 3 * int64(a.At(i, p)) * int64(b.At(p, j))
					}
					want.Set(i, j, float64(sum))
				}
			}
			Gemm(c, -3, a, b)
			kerneltest.SameBits(t, "Gemm", c.Data, want.Data)
		}
	})
}

// TestGemmBound: the error is at most γ |A||B| elementwise, with γ = nu/(1−nu) for
// n roundings of u = 2⁻⁵³ (Higham, Accuracy and Stability, 2nd edition, (3.13)),
// here on products that nearly cancel.
func TestGemmBound(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(25, 26))
		const m, n, k = 5, 9, 600
		a, b := view(r, m, k, 1), view(r, k, n, 0)
		for p := 1; p < k; p += 2 {
			for i := range m {
				a.Set(i, p, a.At(i, p-1)*(1+0x1p-40*r.Float64()))
			}
			for j := range n {
				b.Set(p, j, -b.At(p-1, j))
			}
		}
		c := Matrix{m, n, n, 1, make([]float64, m*n)}
		Gemm(c, 1, a, b)
		const roundings = depth + (k+depth-1)/depth
		γ := roundings * 0x1p-53 / (1 - roundings*0x1p-53)
		for i := range m {
			for j := range n {
				exact, size := new(big.Float).SetPrec(4000), 0.0
				for p := range k {
					x, y := new(big.Float).SetFloat64(a.At(i, p)), new(big.Float).SetFloat64(b.At(p, j))
					exact.Add(exact, new(big.Float).SetPrec(200).Mul(x, y))
					size += math.Abs(a.At(i, p) * b.At(p, j))
				}
				off, _ := exact.Sub(exact, new(big.Float).SetFloat64(c.At(i, j))).Float64()
				if math.Abs(off) > γ*size {
					t.Fatalf("(%d,%d) is off by %v, bound %v", i, j, off, γ*size)
				}
			}
		}
	})
}

// TestGemmAssociative: (AB)C = A(BC) within the bounds of both.
func TestGemmAssociative(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(27, 28))
		const n = 37
		a, b, c := view(r, n, n, 0), view(r, n, n, 1), view(r, n, n, 2)
		absolute := func(m Matrix) Matrix {
			m = m.clone()
			for i, x := range m.Data {
				m.Data[i] = math.Abs(x)
			}
			return m
		}
		product := func(a, b Matrix) Matrix {
			p := Matrix{n, n, n, 1, make([]float64, n*n)}
			Mul(p, 1, a, b)
			return p
		}
		left, right := product(product(a, b), c), product(a, product(b, c))
		size := product(product(absolute(a), absolute(b)), absolute(c))
		for i, x := range left.Data {
			if γ := 4 * (n + 1) * 0x1p-53; math.Abs(x-right.Data[i]) > γ*size.Data[i] {
				t.Fatalf("number %d: %v and %v", i, x, right.Data[i])
			}
		}
	})
}

// TestGemmSpecial: NaN, infinities, denormals and signed zeros in all three.
func TestGemmSpecial(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(29, 30))
		for range kerneltest.Fewer(300) {
			m, n, k := 1+r.IntN(30), 1+r.IntN(60), 1+r.IntN(12)
			a, b, c := view(r, m, k, r.IntN(4)), view(r, k, n, r.IntN(4)), view(r, m, n, r.IntN(4))
			for _, v := range []Matrix{a, b, c} {
				copy(v.Data, numbers(r, len(v.Data), true))
			}
			alpha := special[r.IntN(len(special))]
			checkGemm(t, alpha, a, b, c, whole, r.IntN(2) == 0)
		}
	})
}

// checkGemm compares the product with its definition. C's storage around the view
// must stay.
func checkGemm(t *testing.T, alpha float64, a, b, c Matrix, part region, fresh bool) {
	t.Helper()
	want := c.clone()
	gemmGo(want, alpha, a, b, part, fresh)
	got := c.clone()
	gemm(got, alpha, a, b, part, fresh)
	kerneltest.SameBits(t, "Gemm", got.Data, want.Data)
}

// TestGemmBlocks: more rows and columns than one block of each has, so that strips
// and panels meet at the ends of blocks.
func TestGemmBlocks(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(31, 32))
		shapes := [][3]int{{rowsABound + 11, 30, 2}, {9, blockBBound/2 + 25, 2}, {72, 505, 257}, {40, 508, 257}}
		if testing.Short() {
			shapes = shapes[3:]
		}
		for _, s := range shapes {
			for layout := range kerneltest.Fewer(3) {
				a, b, c := view(r, s[0], s[2], layout), view(r, s[2], s[1], layout), view(r, s[0], s[1], layout)
				checkGemm(t, 1, a, b, c, whole, false)
			}
		}
	})
}

// The largest blocks at any level.
const rowsABound, blockBBound = 2048, 120 * 1024

// TestSyrk: the update of the lower triangle is the product's, and symmetric.
func TestSyrk(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(33, 34))
		for _, n := range []int{1, 7, 8, 33, 70} {
			a, c := view(r, n, 19, 1), view(r, n, n, 1)
			full := c.clone()
			Gemm(full, -2, a, a.T())
			before := c.clone()
			Syrk(c, -2, a)
			for i := range n {
				for j := range n {
					want := before.At(i, j)
					if j <= i {
						want = full.At(i, j)
					}
					if c.At(i, j) != want {
						t.Fatalf("n = %d: (%d,%d) is %v, want %v", n, i, j, c.At(i, j), want)
					}
				}
			}
		}
	})
}

func TestAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(37, 38))
	const n = 100
	a, b, c, odd := view(r, n, n, 0), view(r, n, n, 2), view(r, n, n, 1), view(r, n, n, 3)
	x, y := numbers(r, n, false), numbers(r, n, false)
	eachLevel(t, func(t *testing.T) {
		for name, f := range map[string]func(){
			"Gemm": func() { Gemm(c, 1, a, b) }, "Gemm, strides": func() { Gemm(odd, 1, a, b) },
			"GemmLower": func() { GemmLower(c, 1, b, a) }, "Syrk": func() { Syrk(c, 1, b) },
			"Mul":  func() { Mul(c, 1, a, a) },
			"Gemv": func() { Gemv(y, 1, a, x) }, "GemvT": func() { GemvT(y, 1, a, x) },
			"Dot": func() { Dot(x, y) }, "Axpy": func() { Axpy(y, 1, x) },
		} {
			if allocs := testing.AllocsPerRun(10, f); allocs > 0 {
				t.Errorf("%s allocates %v times", name, allocs)
			}
		}
	})
}

func FuzzGemm(f *testing.F) {
	r := rand.New(rand.NewPCG(39, 40))
	f.Add(bytes(numbers(r, 50, true)), uint8(9), uint8(25), uint8(3), uint16(0))
	f.Add(bytes(numbers(r, 90, false)), uint8(17), uint8(49), uint8(40), uint16(0x1234))
	f.Add(bytes(numbers(r, 70, true)), uint8(40), uint8(40), uint8(9), uint16(0x7777))
	f.Fuzz(func(t *testing.T, data []byte, m, n, k uint8, how uint16) {
		v := floats(data)
		if len(v) == 0 {
			return
		}
		m, n, k = m%64, n%64, k%64
		part := whole
		if m == n {
			part = region((how >> 8) % 3)
		}
		defer Use(InUse())
		for _, l := range Levels() {
			Use(l)
			r := rand.New(rand.NewPCG(1, 1))
			a, b, c := view(r, int(m), int(k), int(how)), view(r, int(k), int(n), int(how>>2)), view(r, int(m), int(n), int(how>>4))
			repeat(a.Data, v, 0)
			repeat(b.Data, v, len(a.Data))
			repeat(c.Data, v, len(a.Data)+len(b.Data))
			checkGemm(t, v[len(v)/2], a, b, c, part, how>>7&1 == 0)
		}
	})
}

// TestGemmBroadcast: strides of zero repeat one row, column or number.
func TestGemmBroadcast(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(43, 44))
		const m, n, k = 19, 70, 33
		data := numbers(r, 80, false)
		for _, s := range [][2]int{{0, 0}, {0, 1}, {1, 0}} {
			a, b := Matrix{m, k, s[0], s[1], data}, Matrix{k, n, s[1], s[0], data}
			checkGemm(t, 1, a, b, view(r, m, n, 0), whole, false)
		}
	})
}
