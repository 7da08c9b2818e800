package ensemble

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/spectra/rational"
)

// The closed forms that integration by hand gives, and those of others.
func TestPositiveDefinite(t *testing.T) {
	for n, want := range map[int]string{
		1: "1/2", 2: "1/2 - 1/4 √2", 3: "1/4 - 1/2 √2 /π", 4: "1/4 - 1/16 √2 - 1/2 /π",
		5: "1/8 - 1/3 /π - 1/24 √2 /π", 6: "1/8 - 7/128 √2 - 37/96 /π + 1/6 √2 /π",
	} {
		p, err := PositiveDefinite(n)
		if err != nil || p.String() != want {
			t.Errorf("n = %d: %v, %v, want %s", n, p, err, want)
		}
	}
}

// Probabilities add to 1 and are symmetric, exactly, and entry 0 is what is computed alone.
func TestIndexProbabilities(t *testing.T) {
	for n := 1; n <= 12; n++ {
		p, err := IndexProbabilities(n)
		if err != nil || len(p) != n+1 {
			t.Fatalf("n = %d: %d numbers, %v", n, len(p), err)
		}
		if alone, _ := PositiveDefinite(n); alone.String() != p[0].String() {
			t.Errorf("n = %d: %v, alone %v", n, p[0], alone)
		}
		var sum []surd
		for k := range p {
			if p[k].String() != p[n-k].String() || !(p[k].Float64() > 0) {
				t.Errorf("n = %d: index %d: %v, %d: %v", n, k, p[k], n-k, p[n-k])
			}
			for j, x := range p[k].terms {
				if j == len(sum) {
					sum = append(sum, surd{})
				}
				sum[j] = sum[j].add(x)
			}
		}
		if one := (Closed{sum}); one.String() != "1" {
			t.Errorf("n = %d: the sum is %v", n, one)
		}
	}
}

// The rate: second differences of ln p_n tend to −ln 3 /2.
func TestRate(t *testing.T) {
	orders, slack := 20, 1e-4
	if testing.Short() {
		orders, slack = 14, 2e-4
	}
	var ln []float64
	for n := range orders {
		p, err := PositiveDefinite(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		ln = append(ln, math.Log(p.Float64()))
	}
	last := math.Inf(1)
	for n := 1; n+1 < len(ln); n++ {
		rate := (ln[n+1] - 2*ln[n] + ln[n-1]) / 2
		if !(rate < last) || rate < -math.Log(3)/4 {
			t.Errorf("n = %d: %v", n+1, rate)
		}
		last = rate
	}
	if math.Abs(last+math.Log(3)/4) > slack {
		t.Errorf("at n = %d the rate is %v", orders-1, last)
	}
}

func TestEnclose(t *testing.T) {
	p, err := PositiveDefinite(20)
	if err != nil {
		t.Fatal(err)
	}
	lo, hi := p.Enclose(1000)
	if width := new(big.Rat).Sub(hi, lo); width.Sign() < 0 || width.Cmp(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 1000))) > 0 {
		t.Errorf("wide by %v", width.FloatString(320))
	}
	x := p.Interval()
	a, _ := lo.Float64()
	if !x.Contains(a) || x.Hi-x.Lo > 1e-15*a || p.Float64() != x.Mid() {
		t.Errorf("%v does not hold %v", x, a)
	}
	var zero Closed
	if x := zero.Interval(); x.Lo != 0 || x.Hi != 0 || zero.String() != "0" {
		t.Errorf("0 is %v", x)
	}
}

// π to 50 decimals, and √2.
func TestConstants(t *testing.T) {
	for _, bits := range []uint{64, 200, 1000} {
		for _, c := range []struct {
			bounds [2]*big.Rat
			want   string
		}{
			{piInverse(bits), "0.31830988618379067153776752674502872406891929148091"},
			{rootTwo(bits), "1.41421356237309504880168872420969807856967187537694"},
		} {
			want, _ := new(big.Rat).SetString(c.want)
			short := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(50), nil))
			below := new(big.Rat).Add(want, short)
			if c.bounds[0].Cmp(below) > 0 || c.bounds[1].Cmp(want) < 0 || c.bounds[0].Cmp(c.bounds[1]) >= 0 {
				t.Errorf("%d bits: %s … %s is not %s", bits, c.bounds[0].FloatString(52), c.bounds[1].FloatString(52), c.want)
			}
		}
	}
}

func TestArguments(t *testing.T) {
	for name, f := range map[string]func() error{
		"order 0":        func() error { _, err := IndexProbabilities(0); return err },
		"order 41":       func() error { _, err := PositiveDefinite(41); return err },
		"c = NaN":        func() error { _, err := OrderedMeans(3, math.NaN()); return err },
		"c < 0":          func() error { _, err := OrderedMeans(3, -1); return err },
		"mean of 0":      func() error { _, err := OrderedMeans(0, 1); return err },
		"dimension −1":   func() error { _, err := FieldShares(-1); return err },
		"dimension 40":   func() error { _, err := FieldShares(40); return err },
		"p = 1":          func() error { _, err := SpinCounts(3, 1); return err },
		"one spin":       func() error { _, err := SpinCounts(1, 3); return err },
		"too many spins": func() error { _, err := SpinCounts(41, 3); return err },
	} {
		var e *ErrArgument
		if err := f(); !errors.As(err, &e) || e.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The square of a Pfaffian is the determinant, here of matrices with zeros where a pivot is looked for.
func TestPfaffian(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		n := 2 * rng.IntN(4)
		a, full := make([][]surd, n), rational.Zeros(n, n)
		for i := range a {
			a[i] = make([]surd, n)
			for j := i + 1; j < n; j++ {
				x := rational.Int(int64(rng.IntN(2) * (rng.IntN(7) - 3)))
				a[i][j] = surd{a: x}
				full.Set(i, j, x)
				full.Set(j, i, x.Neg())
			}
		}
		sign := 1
		if n == 4 { // a_01 a_23 − a_02 a_13 + a_03 a_12
			at := full.At
			want := at(0, 1).Mul(at(2, 3)).Sub(at(0, 2).Mul(at(1, 3))).Add(at(0, 3).Mul(at(1, 2)))
			sign = want.Sign()
		}
		pf := pfaffian(integer(1), a)
		if got := pf.mul(pf); got.a.Cmp(determinant(full)) != 0 || n == 4 && pf.a.Sign() != sign {
			t.Errorf("n = %d: the square is %v, the determinant %v", n, got.a, determinant(full))
		}
	}
}

// determinant expands along the first row.
func determinant(a rational.Matrix) rational.Number {
	n := a.Rows
	if n == 0 {
		return rational.Int(1)
	}
	sum := rational.Number{}
	for j := range n {
		minor := rational.Zeros(n-1, n-1)
		for i := 1; i < n; i++ {
			for k := range n {
				if k != j {
					minor.Set(i-1, k-min(k/(j+1), 1), a.At(i, k))
				}
			}
		}
		term := a.At(0, j).Mul(determinant(minor))
		if j%2 == 1 {
			term = term.Neg()
		}
		sum = sum.Add(term)
	}
	return sum
}
