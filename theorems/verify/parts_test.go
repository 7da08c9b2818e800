package verify

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"saddle/models"
	"saddle/spectra/interval"
)

// drawn returns a student of normal numbers, or for sharp ones with neurons near to one another and to
// teachers.
func drawn(r *rand.Rand, k, n, d int, sharp bool) file {
	f := file{K: k, N: n, D: d}
	for i := range n * d {
		x := r.NormFloat64()
		if sharp {
			x = x/64 + float64(i%d%3)
		}
		f.x = append(f.x, math.RoundToEven(x*0x1p100)*0x1p-100)
		f.W = append(f.W, strconv.FormatFloat(f.x[i], 'x', -1, 64))
	}
	for range n * d {
		f.x = append(f.x, math.RoundToEven(r.NormFloat64()*0x1p100)*0x1p-170)
	}
	return f
}

var shapes = [][3]int{{1, 2, 1}, {1, 1, 2}, {2, 2, 2}, {3, 2, 3}, {2, 3, 4}, {5, 6, 5}}

// teacher returns the loss and the ball of f as they are known elsewhere.
func teacher(t *testing.T, f file) (m *models.Teacher, rats []*big.Rat, box []interval.Interval) {
	t.Helper()
	m, err := models.NewTeacher(f.K, f.N, f.D)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.N * f.D {
		x := new(big.Rat).SetFloat64(f.x[i])
		x.Add(x, new(big.Rat).SetFloat64(f.x[f.N*f.D+i]))
		at := interval.OfRat(x)
		rats, box = append(rats, x), append(box, interval.Interval{Lo: interval.SubDown(at.Lo, f.Radius), Hi: interval.AddUp(at.Hi, f.Radius)})
	}
	return m, rats, box
}

// TestSlope: the bound of the gradient is above its norm, which other code knows to 200 bits, and hardly.
func TestSlope(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 24 {
		s := shapes[round%len(shapes)]
		f := drawn(rng, s[0], s[1], s[2], round >= 12)
		m, rats, _ := teacher(t, f)
		_, gradient, err := m.PreciseGradient(rats, 200)
		if err != nil {
			t.Fatal(err)
		}
		squares := new(big.Float).SetPrec(300)
		for _, g := range gradient {
			lo := new(big.Float).SetPrec(300).SetRat(g.Lo)
			squares.Add(squares, lo.Mul(lo, lo))
		}
		norm := squares.Sqrt(squares)
		excess, size := new(big.Float).Sub(big.NewFloat(f.slope()), norm), f.slope()
		if x, _ := excess.Float64(); excess.Sign() < 0 || x > 0x1p-50*size {
			t.Errorf("k, n, d = %v: the bound exceeds the norm %v by %v", s, norm, x)
		}
	}
}

// TestBall: the Hessian, that in one dimension more, loss, lengths and angles are those of other closed forms:
// two enclosures of the same meet, and at a point they are narrow.
func TestBall(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for round := range 36 {
		s := shapes[1:][round%5] // in one dimension all lines are one
		f := drawn(rng, s[0], s[1], s[2], round%3 == 0)
		f.Radius = []float64{0x1p-60, 1e-9, 1e-4}[round/12]
		m, _, box := teacher(t, f)
		b, ok := f.ball()
		want, err := m.Enclose(box)
		if err == nil && !ok && f.Radius > 1e-5 {
			continue // a pair that may be parallel
		} else if err != nil || !ok {
			t.Fatal(ok, err)
		}
		frame, err := m.EncloseFrame(box)
		if err != nil {
			t.Fatal(err)
		}
		turn := interval.Pi().Scale2(1)
		near := func(what string, i, j int, x float64, want interval.Interval) {
			y := want.Mul(turn)
			if width := (1e-12 + 200*f.Radius) / (b.angle * b.angle); !(x >= y.Lo-width && x <= y.Hi+width) {
				t.Errorf("k, n, d = %v, r = %v: %s (%d, %d) is %v, want %v", s, f.Radius, what, i, j, x, y)
			}
		}
		for i := range f.N * f.D {
			for j := range i + 1 {
				near("Hessian", i, j, b.hessian.row[i][j], want.Hessian.At(i, j))
			}
		}
		for i := range f.N {
			for j := range i + 1 {
				near("complement", i, j, b.complement.row[i][j], frame.Complement.At(i, j))
			}
		}
		if loss := b.loss.Div(turn); loss.Intersect(want.Loss).IsEmpty() || loss.Width() > (1e-12+1e3*f.Radius)/b.angle {
			t.Errorf("k, n, d = %v, r = %v: the loss is %v, want %v", s, f.Radius, loss, want.Loss)
		}
		if math.Abs(b.shortest-frame.Shortest) > 1e-12 || math.Abs(b.angle-frame.Angle) > (1e-12+100*f.Radius)/b.angle {
			t.Errorf("k, n, d = %v, r = %v: %v and %v, want %v and %v", s, f.Radius, b.shortest, b.angle, frame.Shortest, frame.Angle)
		}
	}
}

// TestBallHoldsItsPoints: lower bounds at the centre of a ball on the diagonal, and midpoints with their radii
// elsewhere, hold what is the Hessian at points of the ball.
func TestBallHoldsItsPoints(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for round := range 24 {
		s := shapes[1:][round%5]
		f := drawn(rng, s[0], s[1], s[2], false)
		f.Radius = 1e-3
		n := f.N * f.D
		b, ok := f.ball()
		if !ok {
			continue
		}
		x := make([]float64, n)
		for i := range x {
			x[i] = f.x[i] + 1e-3*(2*rng.Float64()-1)*(1-0x1p-40)
		}
		m, _, _ := teacher(t, f)
		point := make([]interval.Interval, n)
		for i := range x {
			point[i] = interval.Of(x[i])
		}
		e, err := m.Enclose(point)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			radii := 0.0
			for j := range n {
				if j == i {
					continue
				}
				radii += math.Abs(b.hessian.row[max(i, j)][min(i, j)] - 2*math.Pi*e.Hessian.At(i, j).Mid())
			}
			if radii > b.hessian.sum[i]+1e-10 || b.hessian.row[i][i] > 2*math.Pi*e.Hessian.At(i, i).Mid()+1e-10 {
				t.Errorf("k, n, d = %v: row %d leaves the ball: %v, at most %v", s, i, radii, b.hessian.sum[i])
			}
		}
		if loss := b.loss.Div(interval.Pi().Scale2(1)); loss.Intersect(e.Loss).IsEmpty() {
			t.Errorf("k, n, d = %v: the loss %v is not in %v", s, e.Loss, loss)
		}
	}
}

// TestAngle: quarters and turns of small numbers, and π, by an arctangent in float64.
func TestAngle(t *testing.T) {
	if x := enclose(pi); x.Intersect(interval.Pi()).IsEmpty() {
		t.Errorf("π is %v", x)
	}
	machin := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(16), arctan(big.NewInt(5), big.NewInt(1))), new(big.Int).Mul(big.NewInt(4), arctan(big.NewInt(239), big.NewInt(1))))
	if off := new(big.Int).Sub(machin, pi); off.BitLen() > 13 {
		t.Errorf("π differs from that of Machin's formula by %v units", off)
	}
	for x := int64(-9); x <= 9; x++ {
		for y := int64(0); y <= 9; y++ {
			if x == 0 && y == 0 {
				continue
			}
			got := enclose(angle(big.NewInt(x), big.NewInt(y)))
			if want := interval.Of(float64(y)).Atan2(interval.Of(float64(x))); got.Hull(want).Width() > 1e-15 {
				t.Errorf("the angle of (%d, %d) is %v, want %v", x, y, got, want)
			}
			// twice it is the angle of the square
			if x >= 0 {
				twice := angle(big.NewInt(x*x-y*y), big.NewInt(2*x*y))
				if off := new(big.Int).Sub(twice, new(big.Int).Lsh(angle(big.NewInt(x), big.NewInt(y)), 1)); off.BitLen() > 15 {
					t.Errorf("twice the angle of (%d, %d) is off by %v units", x, y, off)
				}
			}
		}
	}
}
