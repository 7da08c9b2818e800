package interval_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"saddle/spectra/interval"
)

var (
	inf = math.Inf(1)
	nan = math.NaN()
)

func of(lo, hi float64) interval.Interval { return interval.Interval{Lo: lo, Hi: hi} }

// same compares intervals as sets.
func same(x, y interval.Interval) bool { return x == y || x.IsEmpty() && y.IsEmpty() }

func TestNewRefusesBoundsOfNothing(t *testing.T) {
	cases := []struct {
		lo, hi float64
		arg    string
	}{
		{nan, 1, "lo"}, {1, nan, "hi"}, {2, 1, "hi"}, {inf, inf, "lo"}, {-inf, -inf, "hi"}, {nan, nan, "lo"},
	}
	for _, c := range cases {
		x, err := interval.New(c.lo, c.hi)
		var bounds interval.ErrBounds
		if !errors.As(err, &bounds) || bounds.Arg != c.arg {
			t.Errorf("New(%v, %v): error %v, want an ErrBounds about %s", c.lo, c.hi, err, c.arg)
		}
		if !x.IsEmpty() {
			t.Errorf("New(%v, %v) = %v, want ∅", c.lo, c.hi, x)
		}
	}
	for _, c := range [][2]float64{{1, 1}, {-inf, inf}, {0, inf}, {-inf, 5e-324}, {-0.5, 3}} {
		if x, err := interval.New(c[0], c[1]); err != nil || x != of(c[0], c[1]) {
			t.Errorf("New(%v, %v) = %v, %v", c[0], c[1], x, err)
		}
	}
}

func TestPiIsTightest(t *testing.T) {
	pi := exactly(bits300.pi())
	if x := interval.Pi(); !pi.meets(x) || ulps(x) != 1 {
		t.Errorf("Pi() = %v", x)
	}
}

func TestDomainsAndLimits(t *testing.T) {
	empty, whole := interval.Empty(), interval.Whole()
	least, most := math.SmallestNonzeroFloat64, math.MaxFloat64
	pi := interval.Pi().Hi
	belowOne := math.Nextafter(1, 0)
	cases := []struct {
		name      string
		got, want interval.Interval
	}{
		{"[1,2]/[0,0]", of(1, 2).Div(of(0, 0)), empty},
		{"[1,2]/[0,4]", of(1, 2).Div(of(0, 4)), of(0.25, inf)},
		{"[1,2]/[−4,0]", of(1, 2).Div(of(-4, 0)), of(-inf, -0.25)},
		{"[−2,−1]/[0,4]", of(-2, -1).Div(of(0, 4)), of(-inf, -0.25)},
		{"[−2,1]/[0,4]", of(-2, 1).Div(of(0, 4)), whole},
		{"[1,2]/[−1,1]", of(1, 2).Div(of(-1, 1)), whole},
		{"[0,0]/[−1,1]", of(0, 0).Div(of(-1, 1)), of(0, 0)},
		{"[0,0]/[0,1]", of(0, 0).Div(of(0, 1)), of(0, 0)},
		{"[0,1]/[0,1]", of(0, 1).Div(of(0, 1)), of(0, inf)},
		{"1/(−0)", of(1, 1).Div(of(math.Copysign(0, -1), 1)), of(1, inf)},
		{"[1,2]/[1,∞]", of(1, 2).Div(of(1, inf)), of(0, 2)},
		{"[1,∞]/[2,∞]", of(1, inf).Div(of(2, inf)), of(0, inf)},
		{"whole/[1,2]", whole.Div(of(1, 2)), whole},
		{"[0,0]·whole", of(0, 0).Mul(whole), of(0, 0)},
		{"[0,1]·[0,∞]", of(0, 1).Mul(of(0, inf)), of(0, inf)},
		{"[−1,0]·[2,∞]", of(-1, 0).Mul(of(2, inf)), of(-inf, 0)},
		{"whole−whole", whole.Sub(whole), whole},
		{"[0,∞]+[−∞,0]", of(0, inf).Add(of(-inf, 0)), whole},
		{"max+max", of(most, most).Add(of(most, most)), of(most, inf)},
		{"−max·max", of(-most, -most).Mul(of(most, most)), of(-inf, -most)},
		{"least·least", of(least, least).Mul(of(least, least)), of(0, least)},
		{"−least·least", of(-least, -least).Mul(of(least, least)), of(-least, 0)},
		{"[−2,3]²", of(-2, 3).Sqr(), of(0, 9)},
		{"√[−4,9]", of(-4, 9).Sqrt(), of(0, 3)},
		{"√[−4,−1]", of(-4, -1).Sqrt(), empty},
		{"√[4,∞]", of(4, inf).Sqrt(), of(2, inf)},
		{"[−2,3]⁰", of(-2, 3).Pow(0), of(1, 1)},
		{"[−2,3]²", of(-2, 3).Pow(2), of(0, 9)},
		{"[−2,3]³", of(-2, 3).Pow(3), of(-8, 27)},
		{"[−3,−2]³", of(-3, -2).Pow(3), of(-27, -8)},
		{"[−2,4]⁻¹", of(-2, 4).Pow(-1), whole},
		{"[−2,4]⁻²", of(-2, 4).Pow(-2), of(0.0625, inf)},
		{"[0,4]⁻¹", of(0, 4).Pow(-1), of(0.25, inf)},
		{"[−4,0]⁻¹", of(-4, 0).Pow(-1), of(-inf, -0.25)},
		{"[0,0]⁻²", of(0, 0).Pow(-2), empty},
		{"[2,∞]⁻²", of(2, inf).Pow(-2), of(0, 0.25)},
		{"whole³", whole.Pow(3), whole},
		{"whole²", whole.Pow(2), of(0, inf)},
		{"2^maxint", of(2, 2).Pow(math.MaxInt), of(most, inf)},
		{"2^minint", of(2, 2).Pow(math.MinInt), of(0, least)},
		{"½^maxint", of(0.5, 0.5).Pow(math.MaxInt), of(0, least)},
		{"(−1)^maxint", of(-1, -1).Pow(math.MaxInt), of(-1, -1)},
		{"1^minint", of(1, 1).Pow(math.MinInt), of(1, 1)},
		{"exp whole", whole.Exp(), of(0, inf)},
		{"exp 800", of(800, 800).Exp(), of(most, inf)},
		{"exp −800", of(-800, -800).Exp(), of(0, least)},
		{"log [−1,0]", of(-1, 0).Log(), empty},
		{"log [−1,1]", of(-1, 1).Log(), of(-inf, 0)},
		{"log [1,∞]", of(1, inf).Log(), of(0, inf)},
		{"tanh whole", whole.Tanh(), of(-1, 1)},
		{"tanh 1000", of(1000, 1000).Tanh(), of(belowOne, 1)},
		{"σ whole", whole.Sigmoid(), of(0, 1)},
		{"σ(1000)", of(1000, 1000).Sigmoid(), of(belowOne, 1)},
		{"softplus whole", whole.Softplus(), of(0, inf)},
		{"softplus max", of(most, most).Softplus(), of(most, inf)},
		{"sin whole", whole.Sin(), of(-1, 1)},
		{"cos [0,∞]", of(0, inf).Cos(), of(-1, 1)},
		{"cos [−1,1] rises to 1", of(-1, 1).Cos().Intersect(of(0.9, 2)), of(0.9, 1)},
		{"acos [−1,1]", of(-1, 1).Acos(), of(0, pi)},
		{"acos [−9,9]", of(-9, 9).Acos(), of(0, pi)},
		{"acos [1,5]", of(1, 5).Acos(), of(0, 0)},
		{"acos just above 1", of(math.Nextafter(1, 2), 2).Acos(), empty},
		{"acos just below −1", of(-2, math.Nextafter(-1, -2)).Acos(), empty},
		{"atan whole", whole.Atan(), of(-pi/2, pi/2)},
		{"atan2(0, 0)", of(0, 0).Atan2(of(0, 0)), empty},
		{"atan2(whole, whole)", whole.Atan2(whole), of(-pi, pi)},
		{"atan2([−1,1], [−2,−1])", of(-1, 1).Atan2(of(-2, -1)), of(-pi, pi)},
		{"atan2([0,1], [−1,1])", of(0, 1).Atan2(of(-1, 1)), of(0, pi)},
		{"atan2([−1,0], [0,1])", of(-1, 0).Atan2(of(0, 1)), of(-pi/2, 0)},
		{"atan2([−1,1], [0,1])", of(-1, 1).Atan2(of(0, 1)), of(-pi/2, pi/2)},
		{"atan2(0, [0,1])", of(0, 0).Atan2(of(0, 1)), of(0, 0)},
		{"atan2(0, [−1,0])", of(0, 0).Atan2(of(-1, 0)), interval.Pi()},
		{"atan2(0, [−1,1])", of(0, 0).Atan2(of(-1, 1)), of(0, pi)},
		{"atan2([0,1], 0)", of(0, 1).Atan2(of(0, 0)), interval.Pi().Scale2(-1)},
		{"atan2([1,∞], [0,∞])", of(1, inf).Atan2(of(0, inf)), of(0, pi/2)},
		{"relu [−1,2]", of(-1, 2).Relu(), of(0, 2)},
		{"|[−3,2]|", of(-3, 2).Abs(), of(0, 3)},
		{"min", of(-3, 2).Min(of(-1, 1)), of(-3, 1)},
		{"max", of(-3, 2).Max(of(-1, 1)), of(-1, 2)},
		{"2⁻²⁰⁰⁰·max", of(most, most).Scale2(-2000), of(most*0x1p-1000*0x1p-1000, most*0x1p-1000*0x1p-1000)},
		{"2⁵⁰⁰⁰", of(1, 1).Scale2(5000), of(most, inf)},
		{"2⁻⁵⁰⁰⁰", of(-1, 1).Scale2(-5000), of(-least, least)},
		{"2·∅", empty.Scale2(1), empty},
		{"−∅", empty.Neg(), empty},
		{"[0,2]∩[1,3]", of(0, 2).Intersect(of(1, 3)), of(1, 2)},
		{"[0,1]∩[2,3]", of(0, 1).Intersect(of(2, 3)), empty},
		{"[0,1]∩∅", of(0, 1).Intersect(empty), empty},
		{"hull", of(0, 1).Hull(of(2, 3)), of(0, 3)},
		{"hull with ∅", empty.Hull(of(2, 3)), of(2, 3)},
		{"hull of ∅", of(2, 3).Hull(empty), of(2, 3)},
	}
	for _, c := range cases {
		if !same(c.got, c.want) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestEmptyProvesNothing(t *testing.T) {
	for _, x := range []interval.Interval{interval.Empty(), of(2, 1), of(nan, 1), of(1, nan), of(inf, inf), of(-inf, -inf), interval.Of(nan), interval.Of(inf)} {
		if !x.IsEmpty() || x.Positive() || x.Negative() || x.NonNegative() || x.Contains(1) ||
			x.Contains(x.Lo) || x.ContainsRat(new(big.Rat)) || x.IsPoint() {
			t.Errorf("the empty set {%v, %v} proves something", x.Lo, x.Hi)
		}
		for _, m := range []float64{x.Mid(), x.Rad(), x.Width(), x.Mag(), x.Mig()} {
			if !math.IsNaN(m) {
				t.Errorf("a measure of {%v, %v} is %v, want NaN", x.Lo, x.Hi, m)
			}
		}
		if s := x.String(); s != "∅" {
			t.Errorf("{%v, %v} prints as %s", x.Lo, x.Hi, s)
		}
		if !of(0, 1).ContainsInterval(x) {
			t.Errorf("[0, 1] does not contain {%v, %v}", x.Lo, x.Hi)
		}
	}
}

func TestSigns(t *testing.T) {
	cases := []struct {
		x                               interval.Interval
		positive, negative, nonNegative bool
	}{
		{of(0, 0), false, false, true},
		{of(0, 1), false, false, true},
		{of(5e-324, 1), true, false, true},
		{of(-1, 0), false, false, false},
		{of(-1, -5e-324), false, true, false},
		{of(-1, 1), false, false, false},
		{interval.Whole(), false, false, false},
	}
	for _, c := range cases {
		if c.x.Positive() != c.positive || c.x.Negative() != c.negative || c.x.NonNegative() != c.nonNegative {
			t.Errorf("%v: %v %v %v", c.x, c.x.Positive(), c.x.Negative(), c.x.NonNegative())
		}
	}
}

func TestMeasures(t *testing.T) {
	d := newDraw(11)
	for range samples(10000) {
		x := d.interval(d.finite)
		m, r := x.Mid(), x.Rad()
		if !x.Contains(m) {
			t.Fatalf("the midpoint %v of %v lies outside", m, x)
		}
		ball := of(interval.SubDown(m, r), interval.AddUp(m, r))
		if !ball.ContainsInterval(x) {
			t.Fatalf("%v is not within %v of %v", x, r, m)
		}
		if v := d.member(x); math.Abs(v) > x.Mag() || math.Abs(v) < x.Mig() {
			t.Fatalf("|%v| is not between the mignitude and the magnitude of %v", v, x)
		}
		if x.IsPoint() != (x.Width() == 0) || x.IsPoint() && (r != 0 || m != x.Lo) {
			t.Fatalf("point %v has midpoint %v, radius %v", x, m, r)
		}
	}
	if m := of(-inf, 3).Mid(); m != -math.MaxFloat64 {
		t.Errorf("midpoint of [−∞, 3] is %v", m)
	}
	if m := interval.Whole().Mid(); m != 0 {
		t.Errorf("midpoint of the line is %v", m)
	}
	if m := of(math.MaxFloat64/2, math.MaxFloat64).Mid(); m != math.MaxFloat64*0.75 {
		t.Errorf("midpoint of [max/2, max] is %v", m)
	}
}
