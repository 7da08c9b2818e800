package theorems

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

var inf, nan = math.Inf(1), math.NaN()

// badLaws break a rule each, in a way that r chooses; the fault names the field.
var badLaws = []struct {
	field string
	spoil func(l *Law, r *rand.Rand)
}{
	{"Name", func(l *Law, r *rand.Rand) { l.Name = pick(r, "", "test/a@b", "@") }},
	{"Sample", func(l *Law, _ *rand.Rand) { l.Sample = nil }},
	{"Sample and Samples", func(l *Law, _ *rand.Rand) { l.Samples, l.Together = sideBySide(l.Sample), 4 }},
	{"Together", func(l *Law, _ *rand.Rand) { l.Samples, l.Sample = sideBySide(l.Sample), nil }},
	{"Together", func(l *Law, r *rand.Rand) { l.Together = pick(r, -1, 1, 8) }},
	{"expected", func(l *Law, r *rand.Rand) {
		l.Expect = pick(r, Held, Proved, Refuted, Undecided, Outcome(9), Outcome(-1))
	}},
	{"Error", func(l *Law, r *rand.Rand) { l.Error = pick(r, -1, -1e-9, 1, 5, inf, nan, -inf) }},
	{"Runs", func(l *Law, r *rand.Rand) { l.Runs = -1 - r.IntN(100) }},
	{"Least", func(l *Law, r *rand.Rand) { l.Least = pick(r, -1, 1_000_000) }},
	{"Least", func(l *Law, r *rand.Rand) { l.Runs, l.Least = 10, 11+r.IntN(10) }},
	{"Range", func(l *Law, r *rand.Rand) {
		l.Range = pick(r, [2]float64{1, 1}, [2]float64{1, 0}, [2]float64{0, inf}, [2]float64{-inf, 0}, [2]float64{-inf, inf}, [2]float64{nan, 1}, [2]float64{0, nan}, [2]float64{-1e308, 1e308})
	}},
	{"Region is empty or forgotten", func(l *Law, _ *rand.Rand) { l.Region = Region{} }},
	{"Region", func(l *Law, r *rand.Rand) { x := r.Float64(); l.Region = Between(x, x*r.Float64()) }},
	{"Region", func(l *Law, r *rand.Rand) { x := r.Float64(); l.Region = Between(x, x) }},
	{"Region", func(l *Law, r *rand.Rand) {
		l.Region = pick(r, Between(nan, 1), Between(0, nan), Between(nan, nan), Between(inf, inf), Between(-inf, -inf), Between(inf, -inf), Between(inf, 0.5), Between(0.5, -inf))
	}},
	{"Region", func(l *Law, r *rand.Rand) { l.Region = Between(-inf, pick(r, 0, -1.0)) }},
	{"Region", func(l *Law, r *rand.Rand) { l.Region = Between(pick(r, 1, 2.0), inf) }},
	{"Region", func(l *Law, r *rand.Rand) { l.Region = Between(0.5, 1+0.1+r.Float64()) }},
	{"Region", func(l *Law, r *rand.Rand) { l.Region = Between(-0.1-r.Float64(), 0.5) }},
	{"whole range", func(l *Law, r *rand.Rand) { l.Region = Between(pick(r, 0, -inf), pick(r, 1, inf)) }},
	{"whole range", func(l *Law, r *rand.Rand) {
		l.Range, l.Region = [2]float64{-3, 7}, Between(pick(r, -3, -inf), pick(r, 7, inf))
	}},
	{"Share", func(l *Law, r *rand.Rand) { l.Share = map[string]float64{"one": pick(r, 0, -1, 1.5, nan, inf)} }},
	{"Share", func(l *Law, _ *rand.Rand) { l.Share = map[string]float64{"": 0.1} }},
	{"Share", func(l *Law, _ *rand.Rand) { l.Share = map[string]float64{"one": 0.6, "zero": 0.6} }},
	{"Control", func(l *Law, _ *rand.Rand) { l.Control.Name = "" }},
	{"Control", func(l *Law, _ *rand.Rand) { l.Control.Sample = nil }},
	{"Control", func(l *Law, _ *rand.Rand) {
		l.Control.Samples, l.Together = sideBySide(l.Control.Sample), 2
	}},
	{"Control", func(l *Law, r *rand.Rand) { l.Control.Least = pick(r, -1, 1_000_000) }},
	{"Control", func(l *Law, r *rand.Rand) {
		l.Control.Rate = pick(r, [2]int{1, 0}, [2]int{-1, 2}, [2]int{3, 2}, [2]int{-1, -2}, [2]int{0, -2})
	}},
	{"Control", func(l *Law, _ *rand.Rand) {
		l.Range, l.Region, l.Control.Rate = [2]float64{2, 3}, Between(2.2, 2.8), [2]int{1, 2}
	}},
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// A law that breaks a rule is undecided, with a fault that names the field,
// when it is run as when it is audited; it comes out as nothing, whatever its
// samples.
func TestMalformedLawsAreUndecided(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	for _, bad := range badLaws {
		for range 12 {
			l := coin(rng.Float64(), Near(0.5, 0.1))
			l.Expect, l.Runs = pick(rng, Inside, Outside, Open), 200
			bad.spoil(&l, rng)
			r := run(t, l, Budget{Workers: 1})
			err := r.Err()
			if r.Outcome != Undecided || err == nil || !strings.Contains(err.Error(), bad.field) || r.Law != nil {
				t.Fatalf("%s: %v, %v\n%+v", bad.field, r.Outcome, err, l)
			}
			if err := errors.Join(Audit([]Theorem{l})...); err == nil || !strings.Contains(err.Error(), bad.field) {
				t.Fatalf("%s: audited: %v", bad.field, err)
			}
			if _, err := l.Replay(t.Context(), Key{Claim: l.Name}, Budget{}); err == nil {
				t.Fatalf("%s: replayed", bad.field)
			}
		}
	}
}

// What is allowed is not refused: ends without bound, ends at the range's, any
// range, a single run.
func TestWellFormedLaws(t *testing.T) {
	for _, f := range []func(*Law){
		func(l *Law) {},
		func(l *Law) { l.Region = Between(-inf, 0.5) },
		func(l *Law) { l.Region = Between(0.5, inf) },
		func(l *Law) { l.Region = Between(0, 0.5) },
		func(l *Law) { l.Range, l.Region = [2]float64{-5, -3}, Between(-4, -3) },
		func(l *Law) { l.Range, l.Region = [2]float64{-5, 1e300}, Between(0, 5e-324) },
		func(l *Law) { l.Error, l.Runs, l.Least = 0.999, 1, 1 },
		func(l *Law) { l.Control, l.Expect = nil, Open },
		func(l *Law) { l.Control.Rate, l.Share = [2]int{0, 1}, map[string]float64{"one": 0.5, "zero": 0.5} },
	} {
		l := coin(0.5, Near(0.5, 0.05))
		if f(&l); l.malformed() != nil {
			t.Errorf("%+v: %v", l, l.malformed())
		}
	}
}

// An infinite end is no bound on its side: the same runs decide as with the end
// of the range.
func TestInfiniteEnds(t *testing.T) {
	for _, c := range []struct{ with, without Region }{
		{Between(-inf, 0.6), Between(0, 0.6)}, {Between(0.4, inf), Between(0.4, 1)}, {Between(-inf, 0.4), Between(0, 0.4)},
	} {
		l := coin(0.5, c.with)
		got := run(t, l, Budget{})
		l.Region = c.without
		want := run(t, l, Budget{})
		if got.Outcome != want.Outcome || got.Outcome == Undecided || got.Law.Runs != want.Law.Runs || got.Law.Sequence != want.Law.Sequence {
			t.Errorf("%v: %v\n%v: %v", c.with, got, c.without, want)
		}
	}
}
