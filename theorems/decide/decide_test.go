package decide

import (
	"encoding/json"
	"errors"
	"math/big"
	"strings"
	"testing"
	"time"

	"saddle/models"
	"saddle/models/formula"
)

// mustDecide decides a point of a formula, both typed.
func mustDecide(t testing.TB, text, at string) Decision {
	t.Helper()
	f, err := formula.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	w, err := formula.ParsePoint(at, f.Names)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Formula(f, w)
	if err != nil {
		t.Fatalf("%s at %s: %v", text, at, err)
	}
	return d
}

// A question has the answer of a textbook.
type question struct {
	text, at string
	kind     Kind
	strict   bool
	grade    Grade
	says     string // a part of the text
}

// TestStudents: what a student asks first.
func TestStudents(t *testing.T) {
	ask(t, []question{
		{"x^3-3*x*y^2", "0,0", Saddle, false, Exact, "the loss changes by -t^3"},
		{"(1-x)^2+100*(y-x^2)^2", "1,1", Minimum, true, Exact, "2 positive"},
		{"(x^2+y-11)^2+(x+y^2-7)^2", "3,2", Minimum, true, Exact, "loss      0"},
		{"(x^2+y-11)^2+(x+y^2-7)^2", "-0.270845,-0.923039", NotCritical, false, Exact, "a strict maximum (certified"},
		{"(1-w1*w2*w3)^2", "0,0,0", Saddle, false, Exact, "along (t, t, t) the loss changes by -2 t^3"},
		{"x^2+y^4", "0,0", Minimum, true, Exact, "the loss is nowhere lower"},
		{"x^2-y^4", "0,0", Saddle, false, Exact, "along (0, t) the loss changes by -t^4"},
		{"(y-x^2)*(y-2*x^2)", "0,0", Saddle, false, Exact, "along (3/2 t^2, t) the loss changes by -1/4 t^4"},
		{"relu(x)+relu(-x)", "0", Minimum, true, Exact, "on a kink"},
		{"relu(x)-relu(-x)", "0", NotCritical, false, Exact, "falls along one direction"},
		{"abs(x)-y^2", "0,0", Saddle, false, Exact, "along (0, t) the loss changes by -t^2"},
		{"tanh(1000*x)^2", "0", Minimum, true, Exact, ""},
		{"tanh(1000*x)^2", "1", NotCritical, false, Certified, "≥ 2.06122e-865"},
		{"(1-tanh(w))^2", "50", NotCritical, false, Certified, "|∂L/∂w| ≥ 2.21423e-86"},
		{"3", "", Constant, false, Exact, "constant"},
		{"x-x", "7", Constant, false, Exact, "constant"},
		{"tanh(w1)*w2", "0,0", Saddle, false, Exact, "1 negative, 0 zero, 1 positive"},
		{"(1-w1*w2)^2", "1,1", Minimum, false, Exact, "not strict: the loss is the same at w1 times s^-1, w2 times s"},
		{"(1-w1*w2)^2", "0,0", Saddle, false, Exact, ""},
	})
}

func ask(t *testing.T, questions []question) {
	t.Helper()
	for _, q := range questions {
		start := time.Now()
		d := mustDecide(t, q.text, q.at)
		if d.Kind != q.kind || d.Strict != q.strict || d.Grade != q.grade || !strings.Contains(strings.Join(strings.Fields(d.String()), " "), strings.Join(strings.Fields(q.says), " ")) {
			t.Errorf("%s at %s, want %s, strict: %t, %q, saying %q:\n%v", q.text, q.at, q.kind, q.strict, q.grade, q.says, d)
		}
		if spent := time.Since(start); spent > time.Second {
			t.Errorf("%s took %v", q.text, spent)
		}
	}
}

// What floats mislead about, and what no value is known of.
func TestMisleading(t *testing.T) {
	ask(t, []question{
		{"(x^2-1e-40)^2", "0", Maximum, true, Exact, "1e-80"},
		{"(x^2-1e-40)^2", "1e-20", Minimum, true, Exact, ""},
		{"1e-300*x^2", "0", Minimum, true, Exact, ""},
		{"x^2+1e-300*x", "0", NotCritical, false, Exact, "∂L/∂x is 1e-300"},
		{"1e-400*x^2-1e-500*y^2", "0,0", Saddle, false, Exact, ""},
		{"sin(x)^2+cos(x)^2", "1", Unknown, false, "", "does not prove that it is 0"},
		{"log(1+exp(-x))+x/2", "0", Minimum, true, Exact, "[0.693147, 0.693148]"},
		{"sigmoid(x)-sigmoid(-x)-x/2", "0", Saddle, false, Exact, "along (t) the loss changes by -1/24 t^3"},
		{"pi*x^2-y^2", "0,0", Saddle, false, Certified, ""},
		{"pi*x^2+x^4", "0", Minimum, true, Certified, ""},
		{"sqrt(4)*x^2", "0", Minimum, true, Exact, ""},
		{"sqrt(x^2+y^2)", "0,0", Minimum, false, Certified, "the gradient is not known there"},
		{"relu(sin(x)^2+cos(x)^2-1)", "1", Unknown, false, "", "the gradient is not known there"},
		{"x^31", "0", Saddle, false, Exact, "t^31"},
		{"x^30-x^31+y^2", "0,0", Minimum, true, Exact, "by t^30"},
		{"x^6+y^6+z^6+3*x^2*y^2*z^2-x^4*(y^2+z^2)-y^4*(z^2+x^2)-z^4*(x^2+y^2)", "0,0,0", Minimum, false, Exact, "on all its cells"},
		{"y^2+(x^100+x^101)/(1+x)", "0,0", Unknown, false, "", "a minimum or a saddle"},
		{"x^2+2*x*y+y^2+y^4", "0,0", Minimum, true, Exact, "by t^4"},
		{"x^2+2*x*y+y^2-y^4*x^2", "0,0", Saddle, false, Exact, "t^6"},
		{"1-cos(x)-x^2/2", "0", Maximum, true, Exact, "t^4"},
		{"-x^2+y^4", "0,0", Saddle, false, Exact, ""},
		{"-(x+y)^2-y^4+y^5", "0,0", Maximum, true, Exact, ""},
		{"(x*y)^2+(z-1)^4*(1+z)", "0,0,1", Minimum, false, Exact, "whether it is strict is not known"},
		{"(y-x^9)^2-x^20", "0,0", Saddle, false, Exact, "-t^20"},
		{"x^2*(1+z)", "0,0", Minimum, false, Exact, "it is not strict"},
		{"exp(x^2*y^2)", "0,0", Minimum, false, Exact, "nowhere lower"},
		{"(1-w1*w2)^2+0*w3", "1,1,5", Minimum, false, Exact, "does not depend on w3"},
	})
}

func TestKinks(t *testing.T) {
	ask(t, []question{
		{"abs(x)+y^2", "0,0", Minimum, true, Exact, ""},
		{"-abs(x)-y^2", "0,0", Maximum, true, Exact, ""},
		{"abs(x)-abs(y)", "0,0", Saddle, false, Exact, ""},
		{"x*abs(x)", "0", Saddle, false, Exact, ""},
		{"3*x+abs(x)", "0", NotCritical, false, Exact, ""},
		{"x+2*abs(x)", "0", Minimum, true, Exact, ""},
		{"x+abs(x)", "0", Minimum, false, Exact, "one of the pieces is constant"},
		{"x+abs(x)-x^3", "0", Minimum, true, Exact, ""},
		{"x+abs(x)+x^3", "0", Saddle, false, Exact, ""},
		{"relu(x)^2", "0", Minimum, false, Exact, "one of the pieces is constant"},
		{"max(x,y)", "0,0", NotCritical, false, Exact, ""},
		{"max(x,-x)+abs(y)", "0,0", Minimum, true, Exact, ""},
		{"max(x,y,-x-y)", "0,0", Minimum, true, Exact, ""},
		{"abs(x)+abs(y)+abs(z)", "0,0,0", Minimum, true, Exact, ""},
		{"relu(x)^2+relu(-x)^2+y^2", "0,0", Minimum, true, Exact, ""},
		{"abs(y-x^2)-x^4", "0,0", Saddle, false, Exact, "along (t^2, t) the loss changes by -t^4"},
		{"abs(y-x^2)+x^2", "0,0", Minimum, true, Exact, ""},
		{"abs(y-x^2)-x^2", "0,0", Saddle, false, Exact, ""},
		{"abs(y-x^2)+y^2/2-x^2/2", "0,0", Saddle, false, Exact, ""},
		{"relu(x-5)*tanh(y)", "0,0", Constant, false, Exact, ""},
		{"relu(x)*relu(-x)", "0", Constant, false, Exact, ""},
		{"relu(x)*relu(-x)*y+relu(y-x)*0", "0,0", Constant, false, Exact, ""},
		{"abs(x)+relu(y)-relu(y)", "0,0", Unknown, false, "", "a minimum or a saddle"},
		{"x^2+y^2-3*relu(x)*relu(y)", "0,0", Saddle, false, Exact, "along (t, t) the loss changes by -t^2"},
		{"relu(x)+relu(2*x)+y^2", "0,0", Minimum, false, Certified, ""},
		{"relu(relu(x)-x-y)", "0,0", Minimum, false, Certified, "constant"},
		{"relu(x-y)+relu(y-x)", "0,0", Minimum, false, Exact, "it is not strict"},
		{"abs(x)-y^2*sqrt(2)", "0,0", Unknown, false, "", ""},
		{"abs(x)+abs(y)+x^2*sqrt(2)", "0,0", Minimum, true, Exact, ""},
		{"abs(x)+abs(y)+z^2", "0,0,0", Minimum, true, Exact, "on each of 4 pieces"},
		{"(v*relu(w*5+b)+c-2)^2+(v*relu(w*4+b)+c-1)^2+(v*relu(w*3+b)+c)^2+(v*relu(w+b)+c+3)^2+(v*relu(b-w)+c-3)^2", "1,1,-3,0", Minimum, false, Exact, "but for motions that leave it alone"},
		{"(v*relu(w*5+b)+c-2)^2+(v*relu(w*4+b)+c-1)^2+(v*relu(w*3+b)+c)^2+(v*relu(w+b)+c+3)^2+(v*relu(b-w)+c-4)^2", "1,1,-3,0", NotCritical, false, Exact, "first order"},
		{"sum(i=1..7, abs(w[i]))", "0,0,0,0,0,0,0", Minimum, false, Certified, "7 kinks meet"},
		{"sum(i=1..7, abs(w[i]))-w[1]*w[2]", "0,0,0,0,0,0,0", Unknown, false, "", "7 kinks meet"},
	})
}

// What cannot be asked is an error that says what would do.
func TestErrors(t *testing.T) {
	if _, err := formula.Parse("(1-tahn(w))^2"); err == nil || !strings.Contains(err.Error(), "tanh") || !strings.Contains(err.Error(), "^") {
		t.Error(err)
	}
	f, err := formula.Parse("log(x)/y")
	if err != nil {
		t.Fatal(err)
	}
	rats := func(x ...int64) (w []*big.Rat) {
		for _, x := range x {
			w = append(w, big.NewRat(x, 1))
		}
		return w
	}
	for _, w := range [][]*big.Rat{rats(-1, 1), rats(0, 1), rats(1, 0)} {
		if _, err := Formula(f, w); !errors.As(err, new(models.ErrUndefined)) {
			t.Errorf("%v: %v", w, err)
		}
	}
	if _, err := Formula(f, rats(1)); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	if _, err := Formula(f, []*big.Rat{nil, nil}); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
}

// Near a critical point of irrational numbers, it is proved, and a point where there is none is
// not.
func TestNear(t *testing.T) {
	f, err := formula.Parse("(x^2+y-11)^2+(x+y^2-7)^2")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		w    []float64
		kind Kind
	}{
		{[]float64{-0.27084459, -0.92303856}, Maximum}, {[]float64{3.58442834, -1.84812653}, Minimum},
		{[]float64{0.08667750, 2.88425470}, Saddle}, {[]float64{0.5, 0.5}, Unknown},
	} {
		if d, err := Near(f.Tape(), f.Names, c.w); err != nil || d.Kind != c.kind {
			t.Errorf("%v: %v %v", c.w, d, err)
		}
	}
}

// A radius that was rounded up is not one within which a critical point is alone: beside the minimum of
// this loss at 0 lies a maximum, farther away than the certificate reaches and nearer than its radius in
// two digits.
func TestNearIsRounded(t *testing.T) {
	d := mustDecide(t, "x^2/2-50*relu(x-0.00502)^2", "0.001")
	other := 0.502 / 99
	if d.Near == nil || d.Near.W[0]+d.Near.R >= other || !strings.Contains(d.Why, "a critical point lies within 0.0041, a strict minimum") || 0.001+0.0041 < other {
		t.Errorf("%v, and the maximum is at %v", d, other)
	}
	if strings.Contains(d.String(), "exactly one") {
		t.Errorf("there are two within 0.0041: %v", d)
	}
}

// What does not depend on the parameters is constant, whatever the constant is; what is defined is not said
// to be undefined; and directions are ones that can be read.
func TestPlain(t *testing.T) {
	ask(t, []question{
		{"exp(1)", "", Constant, false, Exact, "loss [2.71828, 2.71829]"},
		{"exp(1)+0*x", "0", Constant, false, Exact, ""},
		{"sin(x)", "100000", NotCritical, false, Certified, ""},
		{"exp(x)", "40000", Unknown, false, "", "Exp is not evaluated at 40000"},
		{"max(x/2,y-x/2)", "0,0", NotCritical, false, Exact, "along (-t, -t) the loss changes by -1/2 t"},
		{"pi*(y-1/2)^2-(x+2)*(y-1/2)/1000", "1/2,-2", Saddle, false, Certified, "along (-t, -4096 t) the loss changes by [-0.954408, -0.954407] t^2"},
	})
}

// Inputs that no one would type end too.
func TestAbsurd(t *testing.T) {
	if testing.Short() {
		t.Skip("seconds")
	}
	zeros := func(n int) string { return strings.TrimSuffix(strings.Repeat("0,", n), ",") }
	for _, c := range [][2]string{
		{"sum(i=1..3000,sin(i*x)^2+cos(i*x)^2)", "1"}, {"prod(i=1..400,sin(x+i*y))", "0,0"}, {"prod(i=1..500,x/i+1)", "1e-300"},
		{"sum(i=1..2000,w[i]^2)", zeros(2000)}, {"sum(i=1..1000,1-cos(w[i]))", zeros(1000)}, {"sum(i=1..10000,x^2/i)", "0"},
	} {
		start := time.Now()
		d := mustDecide(t, c[0], c[1])
		if spent := time.Since(start); spent > 15*time.Second {
			t.Errorf("%s took %v: %.100s", c[0], spent, d.Why)
		}
		if d.Kind != Minimum && d.Kind != NotCritical && d.Kind != Unknown {
			t.Errorf("%.200v", d)
		}
	}
}

func TestJSON(t *testing.T) {
	d := mustDecide(t, "(y-x^2)*(y-2*x^2)", "0,0")
	got, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"format":"saddle-decide/1","formula":"(y - x^2)*(y - 2*x^2)","names":["y","x"],"point":["0","0"],"kind":"saddle","strict":false,"grade":"exact",` +
		`"loss":{"exact":"0"},"gradient":[{"exact":"0"},{"exact":"0"}],"inertia":{"negative":0,"zero":1,"positive":1},` +
		`"descent":{"curve":["3/2 t^2","t"],"order":4,"coefficient":{"exact":"-1/4"}},"why":"gradient 0, Hessian: 0 negative, 1 zero, 1 positive; ` +
		`along (3/2 t^2, t) the loss changes by -1/4 t^4"}`
	if string(got) != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	for _, c := range [][2]string{{"(1-tanh(w))^2", "50"}, {"3", ""}, {"abs(x)", "0"}, {"x^2-2*x", "0.99"}, {"(x-1/3)^2+1e400", "0.333"}, {"sin(x)^2+cos(x)^2", "1"}} {
		data, err := json.Marshal(mustDecide(t, c[0], c[1]))
		if err != nil || !json.Valid(data) || !strings.HasPrefix(string(data), `{"format":"saddle-decide/1"`) {
			t.Errorf("%s: %s %v", c[0], data, err)
		}
	}
}

// The hull of gradients holds 0 where two are opposite, or three around it.
func TestHull(t *testing.T) {
	v := func(x, y int64) []*big.Rat { return []*big.Rat{big.NewRat(x, 3), big.NewRat(y, 3)} }
	for _, c := range []struct {
		a, b, c         []*big.Rat
		opposite, holds bool
	}{
		{v(1, 2), v(-2, -4), v(1, 0), true, false}, {v(1, 2), v(2, 4), v(3, 6), false, false}, {v(1, 2), v(0, 0), v(1, 0), true, false},
		{v(1, 0), v(-1, 1), v(-1, -1), false, true}, {v(1, 0), v(1, 1), v(1, -1), false, false}, {v(-1, -1), v(-1, 1), v(1, 0), false, true},
	} {
		if opposite(c.a, c.b) != c.opposite || around0(c.a, c.b, c.c) != c.holds {
			t.Errorf("%v %v %v: %t %t", c.a, c.b, c.c, opposite(c.a, c.b), around0(c.a, c.b, c.c))
		}
	}
}

// Lines are short where words allow it.
func TestWidth(t *testing.T) {
	for _, line := range strings.Split(mustDecide(t, "(1-w1*w2)^2", "1,1").String(), "\n") {
		if len([]rune(line)) > lineWidth {
			t.Errorf("%d characters: %s", len([]rune(line)), line)
		}
	}
}
