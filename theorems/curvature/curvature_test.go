package curvature

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra"
)

// randomNet returns a net on random data, and random parameters.
func randomNet(t testing.TB, seed uint64, widths []int, a models.Activation) (*models.MLP, []float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	c := models.MLPConfig{Widths: widths, Activation: a, Bias: true, Criterion: models.CrossEntropy, Mean: true}
	for range 7 {
		x := make([]float64, widths[0])
		for i := range x {
			x[i] = r.NormFloat64()
		}
		c.X, c.Labels = append(c.X, x), append(c.Labels, r.IntN(widths[len(widths)-1]))
	}
	net, err := models.NewMLP(c)
	if err != nil {
		t.Fatal(err)
	}
	w := make([]float64, net.Dim())
	for i := range w {
		w[i] = r.NormFloat64()
	}
	return net, w
}

// What the report says by products, the whole Hessian says too: eigenvalues and traces.
func TestReportIsThatOfTheMatrix(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		widths := append(rapid.SliceOfN(rapid.IntRange(1, 3), 2, 3).Draw(rt, "widths"), 2)
		a := rapid.SampledFrom([]models.Activation{models.Tanh, models.ReLU, models.Sigmoid}).Draw(rt, "activation")
		net, w := randomNet(t, rapid.Uint64().Draw(rt, "seed"), widths, a)
		r, err := Of(context.Background(), net, w, &Options{Count: 2})
		if err != nil {
			rt.Fatal(err)
		}
		var h mat.SymDense
		net.Hessian(&h, w)
		values, err := spectra.Eigenvalues(&h)
		if err != nil {
			rt.Fatal(err)
		}
		n, scale := len(values), math.Max(-values[0], values[len(values)-1])
		near := func(what string, got, want float64) {
			if !(math.Abs(got-want) <= 1e-9*scale+1e-300) {
				rt.Fatalf("%s is %v, want %v", what, got, want)
			}
		}
		for i := range 2 {
			near("a low eigenvalue", r.Lowest[i].Value, values[i])
			near("a high eigenvalue", r.Highest[i].Value, values[n-1-i])
		}
		near("the trace", r.Trace.Value, mat.Trace(&h))
		sum := 0.0
		for i, b := range net.Blocks() {
			if l := r.Layers[i]; l.Name != b.Name || l.Parameters != b.To-b.From || l.Trace.StdErr != 0 {
				rt.Fatalf("%+v of %+v", l, b)
			}
			near("the trace of "+b.Name, r.Layers[i].Trace.Value, mat.Trace(h.SliceSym(b.From, b.To)))
			sum += r.Layers[i].Trace.Value
		}
		near("the sum of the traces", sum, r.Trace.Value)
		if r.Loss != net.Loss(w) || (r.Kink != "") != (a == models.ReLU) {
			rt.Fatalf("loss %v, kink %q", r.Loss, r.Kink)
		}
		gradient := mat.NewVecDense(n, nil)
		net.Gradient(gradient.RawVector().Data, w)
		if want := mat.Norm(gradient, 2); !(math.Abs(r.Gradient-want) <= 1e-14*want) {
			rt.Fatalf("the gradient is %v, want %v", r.Gradient, want)
		}
		before := 0.0
		for _, s := range r.Shares {
			if !(0 <= s.Least.Value && s.Least.Value <= s.Most.Value && s.Most.Value <= 1 && before <= s.Most.Value) {
				rt.Fatalf("%+v after %v", s, before)
			}
			before = s.Least.Value
		}
	})
}

// Traces of more parameters than products are estimates, as near as their errors say, and all that is
// known goes through JSON.
func TestReportOfMoreParameters(t *testing.T) {
	net, w := randomNet(t, 1, []int{9, 12, 3}, models.Softplus)
	said := 0
	r, err := Of(t.Context(), net, w, &Options{Seed: 3, Progress: func(done, all int) {
		if done != said || all != 7 {
			t.Errorf("%d of %d after %d", done, all, said)
		}
		said++
	}})
	if err != nil || said != 7 {
		t.Fatal(err, said)
	}
	var h mat.SymDense
	net.Hessian(&h, w)
	w1 := net.Blocks()[0]
	for what, c := range map[string]struct {
		got  spectra.Estimate
		want float64
	}{"all": {r.Trace, mat.Trace(&h)}, "W1": {r.Layers[0].Trace, mat.Trace(h.SliceSym(w1.From, w1.To))}} {
		if d := math.Abs(c.got.Value - c.want); !(d > 0 && d <= 5*c.got.StdErr) {
			t.Errorf("%s: %+v, want %v", what, c.got, c.want)
		}
	}
	values, err := spectra.Eigenvalues(&h)
	for i, s := range r.Shares {
		upTo := 0.0
		for _, x := range values {
			if x <= s.Value {
				upTo += 1 / float64(len(values))
			}
		}
		if want := places[i] * r.Highest[0].Value; err != nil || math.Abs(s.Value-want) > 1e-15 || !(s.Least.Value-5*s.Least.StdErr <= upTo && upTo <= s.Most.Value+5*s.Most.StdErr) {
			t.Errorf("%+v, want %v at %v, %v", s, upTo, want, err)
		}
	}
	text, err := json.Marshal(r)
	var again Report
	if err := errors.Join(err, json.Unmarshal(text, &again)); err != nil || cmp.Diff(r, again) != "" || r.Format != Format {
		t.Errorf("%s: %v", text, err)
	}
	for line := range strings.Lines(r.String()) {
		if len([]rune(line)) > 101 {
			t.Errorf("a long line: %s", line)
		}
	}
}

// diagonal is the loss ½ Σ d_i w_i², in a single block.
type diagonal []float64

func (d diagonal) Dim() int                  { return len(d) }
func (d diagonal) Gradient(dst, w []float64) { d.HessVec(dst, nil, w) }
func (d diagonal) Blocks() []models.Block    { return []models.Block{{Name: "W1", To: len(d), Rows: 1}} }

func (d diagonal) Loss(w []float64) (sum float64) {
	for i, x := range w {
		sum += d[i] * x * x / 2
	}
	return sum
}

func (d diagonal) HessVec(dst, _, v []float64) {
	for i, x := range v {
		dst[i] = d[i] * x
	}
}

// Eigenvalues that have not converged are said to be so.
func TestUnsettled(t *testing.T) {
	d := make(diagonal, 400)
	for i := range d {
		d[i] = math.Cos(math.Pi * float64(i) / float64(len(d)))
	}
	r, err := Of(t.Context(), d, make([]float64, len(d)), &Options{Steps: 40})
	if err != nil || r.Unsettled == "" || !strings.Contains(r.String(), "need not be these") || len(r.Lowest) != 5 {
		t.Errorf("%+v, %v", r, err)
	}
	for steps := range 4 {
		if r, err := Of(t.Context(), d, make([]float64, len(d)), &Options{Steps: 1 + steps, Count: 3}); err != nil || r.Unsettled == "" || len(r.Shares) != len(places) {
			t.Errorf("%d steps: %+v, %v", 1+steps, r, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	net, w := randomNet(t, 1, []int{2, 2}, models.Tanh)
	if _, err := Of(t.Context(), net, w[1:], nil); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
	for _, o := range []Options{{Count: -1}, {Products: -1}, {Steps: -1}, {Workers: -1}} {
		if _, err := Of(t.Context(), net, w, &o); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Of(ctx, net, w, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	relu, w := randomNet(t, 1, []int{2, 2, 2}, models.ReLU)
	clear(w)
	if _, err := Of(t.Context(), relu, w, nil); !errors.As(err, new(models.ErrNonSmooth)) {
		t.Error(err)
	}
}

// Whenever the work is interrupted, all that was known by then is in the report, the same as without an interrupt, and what is
// not is named.
func TestInterrupted(t *testing.T) {
	net, w := randomNet(t, 2, []int{9, 12, 3}, models.Tanh)
	whole, err := Of(t.Context(), net, w, nil)
	if err != nil || whole.Interrupted != "" || whole.Missing != nil {
		t.Fatalf("%+v, %v", whole, err)
	}
	names := []string{"eigenvalues", "shares", "trace", "trace of W1", "trace of b1", "trace of W2", "trace of b2"}
	for at := range names {
		ctx, cancel := context.WithCancel(t.Context())
		r, err := Of(ctx, net, w, &Options{Progress: func(done, _ int) {
			if done == at {
				cancel()
			}
		}})
		want := whole
		if at < 1 {
			want.Lowest, want.Highest, want.Unsettled = nil, nil, r.Unsettled
		}
		if at < 2 {
			want.Shares = nil
		}
		if at < 3 {
			want.Trace = unknown
		}
		want.Layers = append([]Layer(nil), whole.Layers[:max(0, at-3)]...)
		want.Missing, want.Interrupted = names[at:], r.Interrupted
		if diff := cmp.Diff(want, r, cmpopts.EquateNaNs()); diff != "" || !errors.Is(err, context.Canceled) || r.Interrupted != err.Error() {
			t.Errorf("at %d: %v\n%s", at, err, diff)
		}
		text, err := json.Marshal(r)
		var again Report
		if err := errors.Join(err, json.Unmarshal(text, &again)); err != nil || cmp.Diff(r, again, cmpopts.EquateNaNs()) != "" {
			t.Errorf("%s: %v", text, err)
		}
		page := r.String()
		for name, there := range map[string]bool{"\nhighest ": at > 0, "share of": at > 1, "\ntrace ": at > 2, "\nW1 ": at > 3, "\nb2 ": false, "\ninterrupted ": true, "traces of layers, ": true, "no shares": false} {
			if strings.Contains(page, name) != there {
				t.Errorf("at %d, %q: %s", at, name, page)
			}
		}
	}
}

// spoiling is a loss whose products are not finite, or after which cancel is called, from the product after good ones on.
type spoiling struct {
	diagonal
	good   int
	cancel context.CancelFunc
}

func (s *spoiling) HessVec(dst, w, v []float64) {
	s.diagonal.HessVec(dst, w, v)
	if s.good--; s.good == 0 && s.cancel != nil {
		s.cancel()
	} else if s.good < 0 && s.cancel == nil {
		dst[0] = math.NaN()
	}
}

// Within a part too what was found is kept, after an interrupt and after a product that fails.
func TestStoppedWithin(t *testing.T) {
	d := make(diagonal, 400)
	for i := range d {
		d[i] = math.Cos(math.Pi * float64(i) / float64(len(d)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	r, err := Of(ctx, &spoiling{d, 30, cancel}, make([]float64, len(d)), &Options{Steps: 40})
	if !errors.Is(err, context.Canceled) || len(r.Highest) == 0 || !(math.Abs(r.Highest[0].Value-1) < 0.1) || r.Unsettled == "" || len(r.Missing) != 4 ||
		!strings.Contains(r.String(), "eigenvalues, of which there is a part; shares; trace; traces of layers, 1\n") || !strings.Contains(r.String(), "Lanczos was stopped") {
		t.Errorf("%v: %s", err, r)
	}
	all := 0
	count := &spoiling{d, 1 << 30, nil}
	whole, err := Of(t.Context(), count, make([]float64, len(d)), &Options{Steps: 40})
	if all = 1<<30 - count.good; err != nil {
		t.Fatal(err)
	}
	for _, before := range []int{1, 90, 200} { // in the trace of the block, in the trace, in the density
		r, err := Of(t.Context(), &spoiling{d, all - before, nil}, make([]float64, len(d)), &Options{Steps: 40, Workers: 1})
		if !errors.As(err, new(spectra.ErrNotFinite)) || r.Interrupted != err.Error() || cmp.Diff(r.Highest, whole.Highest) != "" || r.Unsettled != whole.Unsettled {
			t.Errorf("%d before the end: %v: %s", before, err, r)
		}
		if (before < 200) != (len(r.Shares) == len(places) && !slices.Contains(r.Missing, "shares")) || (before < 90) == slices.Contains(r.Missing, "trace") {
			t.Errorf("%d before the end: missing %q: %s", before, r.Missing, r)
		}
	}
}

// Of a Hessian that is 0 there is no scale for shares.
func TestZeroHessian(t *testing.T) {
	r, err := Of(t.Context(), make(diagonal, 7), make([]float64, 7), nil)
	if err != nil || len(r.Shares) != 0 || len(r.Highest) == 0 || r.Highest[0].Value != 0 || r.Trace.Value != 0 || len(r.Layers) != 1 {
		t.Errorf("%v: %+v", err, r)
	}
	if s := r.String(); strings.Contains(s, "-0") || !strings.Contains(s, "no shares of the eigenvalues: all that were found are 0") {
		t.Error(s)
	}
}
