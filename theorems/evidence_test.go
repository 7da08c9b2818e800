package theorems

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"saddle/models"
	"saddle/spectra"
	"saddle/spectra/interval"
	"saddle/theorems/certify"
	"saddle/theorems/exact"
)

// everyEvidence is one of each verdict and grade, of three classes, and some that is
// none.
func everyEvidence() (all []Evidence) {
	for v := Unknown; v <= False; v++ {
		for g := Exact; g <= Measured; g++ {
			class := []string{"", "a", "b"}[(int(v)+int(g))%3]
			all = append(all, Evidence{Verdict: v, Grade: g, Class: class, Seen: v.String() + " " + g.String()})
		}
	}
	return append(all, Evidence{}, Evidence{Verdict: 7, Grade: Exact}, Evidence{Verdict: -1, Grade: Exact}, Evidence{Verdict: True, Grade: 9}, Evidence{Verdict: False, Grade: -1})
}

// decided is e without its text.
func decided(e Evidence) Evidence {
	e.Seen = ""
	return e
}

func sameWords(a, b string) bool {
	return len(a) == len(b) && strings.Count(a, ";") == strings.Count(b, ";")
}

// Both and Either are those of Kleene's logic: commutative, associative, idempotent
// and dual; only the text knows the order.
func TestLawsOfEvidence(t *testing.T) {
	all := everyEvidence()
	for _, e := range all {
		if e.valid() && (Both(e, e) != e || Either(e, e) != e) {
			t.Errorf("%+v and itself: %+v, %+v", e, Both(e, e), Either(e, e))
		}
		if Not(Not(e)) != e {
			t.Errorf("not not %+v", e)
		}
		for _, f := range all {
			for name, op := range map[string]func(e, f Evidence) Evidence{"both": Both, "either": Either} {
				ef, fe := op(e, f), op(f, e)
				if decided(ef) != decided(fe) || !sameWords(ef.Seen, fe.Seen) {
					t.Errorf("%s of %+v, %+v depends on their order: %+v, %+v", name, e, f, ef, fe)
				}
				if ef.valid() != (e.valid() && f.valid()) {
					t.Errorf("%s of %+v, %+v is %+v", name, e, f, ef)
				}
				for _, g := range all {
					if decided(op(op(e, f), g)) != decided(op(e, op(f, g))) {
						t.Errorf("%s of %+v, %+v, %+v depends on the brackets", name, e, f, g)
					}
				}
			}
			if Not(Both(e, f)) != Either(Not(e), Not(f)) {
				t.Errorf("De Morgan: %+v, %+v", e, f)
			}
		}
	}
}

// The verdict and the grade, written out: what is needed lends its weakness, what
// would do by itself its strength.
func TestBothAndEither(t *testing.T) {
	ev := func(v Verdict, g Grade) Evidence { return Evidence{Verdict: v, Grade: g, Seen: g.String()} }
	for _, c := range []struct{ e, f, both, either Evidence }{
		{ev(True, Exact), ev(True, Measured), ev(True, Measured), ev(True, Exact)},
		{ev(True, Certified), ev(True, Exact), ev(True, Certified), ev(True, Exact)},
		{ev(False, Exact), ev(False, Measured), ev(False, Exact), ev(False, Measured)},
		{ev(True, Exact), ev(False, Measured), ev(False, Measured), ev(True, Exact)},
		{ev(True, Measured), ev(False, Exact), ev(False, Exact), ev(True, Measured)},
		{ev(Unknown, Certified), ev(True, Measured), ev(Unknown, Certified), ev(True, Measured)},
		{ev(Unknown, Certified), ev(False, Measured), ev(False, Measured), ev(Unknown, Certified)},
		{ev(Unknown, Certified), ev(Unknown, Exact), ev(Unknown, Certified), ev(Unknown, Certified)},
	} {
		both, either := Both(c.e, c.f), Either(c.e, c.f)
		if both.Verdict != c.both.Verdict || both.Grade != c.both.Grade || either.Verdict != c.either.Verdict || either.Grade != c.either.Grade {
			t.Errorf("%+v, %+v: both %+v, either %+v", c.e, c.f, both, either)
		}
	}
	e, f := Exactly(true, "x").In("b"), Exactly(true, "y").In("a")
	if b := Both(e, f); b.Seen != "x; y" || b.Class != "a and b" {
		t.Errorf("%+v", b)
	}
	if b := Both(e, Not(f)); b.Seen != "y" || b.Class != "a and b" || b.Verdict != False {
		t.Errorf("%+v", b)
	}
	if b := Either(e, Undecidable("z")); b.Seen != "x" || b.Class != "b" {
		t.Errorf("%+v", b)
	}
}

// What contains no number decides nothing, whatever its bounds look like.
func TestEnclosuresAsEvidence(t *testing.T) {
	nan, inf, tiny := math.NaN(), math.Inf(1), math.SmallestNonzeroFloat64
	negativeZero := math.Copysign(0, -1)
	for _, c := range []struct {
		lo, hi                      float64
		positive, nonNegative, zero Verdict
	}{
		{1, 2, True, True, False}, {tiny, tiny, True, True, False}, {tiny, inf, True, True, False},
		{0, 1, Unknown, True, Unknown}, {0, tiny, Unknown, True, Unknown}, {negativeZero, 1, Unknown, True, Unknown},
		{0, 0, False, True, True}, {negativeZero, negativeZero, False, True, True},
		{-1, 0, False, Unknown, Unknown}, {-1, 1, Unknown, Unknown, Unknown}, {-inf, inf, Unknown, Unknown, Unknown},
		{-2, -1, False, False, False}, {-inf, -tiny, False, False, False},
		// empty
		{1, 0, Unknown, Unknown, Unknown}, {2, 1, Unknown, Unknown, Unknown}, {-1, -2, Unknown, Unknown, Unknown}, {0, -1, Unknown, Unknown, Unknown},
		{nan, nan, Unknown, Unknown, Unknown}, {1, nan, Unknown, Unknown, Unknown}, {nan, -1, Unknown, Unknown, Unknown},
		{inf, inf, Unknown, Unknown, Unknown}, {-inf, -inf, Unknown, Unknown, Unknown}, {inf, -inf, Unknown, Unknown, Unknown},
	} {
		x := interval.Interval{Lo: c.lo, Hi: c.hi}
		for name, v := range map[string][2]any{
			"positive":     {Positive("100 % of x", x), c.positive},
			"non-negative": {NonNegative("100 % of x", x), c.nonNegative},
			"zero":         {Zero("100 % of x", x), c.zero},
		} {
			e := v[0].(Evidence)
			if e.Verdict != v[1] || e.Grade != Certified || !strings.HasPrefix(e.Seen, "100 % of x in "+x.String()+", to be ") {
				t.Errorf("[%v, %v], %s: %+v, want %v", c.lo, c.hi, name, e, v[1])
			}
		}
	}
	if e := Positive("x", interval.Interval{Lo: 1}); e.Verdict != Unknown {
		t.Errorf("%+v", e)
	}
}

// high is y² + (x¹⁰⁰ + x¹⁰¹)/(1 + x) at 0, a minimum whose kind exact does not decide: it follows the
// quotient to order 64.
func high(struct{}) exact.Classified {
	return classified(func(w []models.Var) models.Var {
		return w[1].Sqr().Add(w[0].Pow(100).Add(w[0].Pow(101)).Div(models.Rat(1, 1).Add(w[0])))
	}, 0, 0)
}

func classified(f func(w []models.Var) models.Var, at ...int) exact.Classified {
	c, err := exact.Classify(models.Trace(len(at), f), exact.Point(at...))
	if err != nil {
		panic(err)
	}
	return c
}

// A kind that is not decided refutes no true statement, and proves no false one.
func TestUndecidedKindIsNoOtherKind(t *testing.T) {
	claim := Claim[struct{}]{Name: "test/kind", Says: "y² + (x¹⁰⁰ + x¹⁰¹)/(1 + x) is least at 0", Expect: Open, Cases: []struct{}{{}}}
	claim.Then = func(c struct{}) Evidence { return Is(high(c), exact.Minimum) }
	if r := claim.Run(context.Background(), Budget{}); r.Outcome != Undecided || r.Finding != nil {
		t.Errorf("a true statement: %v", r)
	}
	claim.Then = func(c struct{}) Evidence { return Not(Is(high(c), exact.Minimum)) }
	if r := claim.Run(context.Background(), Budget{}); r.Outcome != Undecided {
		t.Errorf("a false statement: %v", r)
	}
	claim.Then = func(c struct{}) Evidence { return Not(Is(high(c), exact.Maximum)) } // known in part
	if r := claim.Run(context.Background(), Budget{}); r.Outcome != Proved || r.Grade != Exact {
		t.Errorf("what is known in part: %v", r)
	}
}

func TestIs(t *testing.T) {
	saddle := classified(func(w []models.Var) models.Var { return w[0].Mul(w[1]) }, 0, 0)
	if e := Is(saddle, exact.Saddle); e != Exactly(true, "saddle: Hessian: 1 negative, 0 zero, 1 positive").In("saddle") {
		t.Errorf("%+v", e)
	}
	if e := Is(saddle, exact.Minimum); e.Verdict != False || e.Grade != Exact {
		t.Errorf("%+v", e)
	}
	if e := Is(high(struct{}{}), exact.Saddle); e.Verdict != Unknown || e.Class != "minimum or saddle" {
		t.Errorf("%+v", e)
	}
}

// A proof that was not had is no refutation.
func TestIsOfSigns(t *testing.T) {
	in := spectra.Inertia{Neg: 1, Pos: 2, Unsure: 1}
	if e := Is(in, spectra.BothSigns); e != Exactly(true, "1 negative, 0 zero, 2 positive, 1 unsure").In("indefinite") {
		t.Errorf("%+v", e)
	}
	if e := IsCertainly(in, spectra.NoneNegative); e != Certainly(false, "1 negative, 0 zero, 2 positive, 1 unsure").In("indefinite") {
		t.Errorf("%+v", e)
	}
	if e := IsCertainly(in, spectra.SomeZero); e.Verdict != Unknown || !e.valid() {
		t.Errorf("%+v", e)
	}
}

func TestCertificate(t *testing.T) {
	bowl := models.Trace(1, func(w []models.Var) models.Var { return w[0].Sqr() })
	if e := Certificate(certify.StrictMinimum(bowl, []float64{1e-9}, 0)); e.Verdict != True || e.Grade != Certified || !strings.Contains(e.Seen, "strict local minimum") {
		t.Errorf("%+v", e)
	}
	if e := Certificate(certify.StrictMinimum(bowl, []float64{1}, 0.5)); e.Verdict != Unknown || !strings.Contains(e.Seen, "not proved") {
		t.Errorf("%+v", e)
	}
	if e := Certificate(interval.Of(1), errors.New("no")); e.Verdict != Unknown || e.Seen != "no" {
		t.Errorf("%+v", e)
	}
}

// What only a statistical test, or plain floating point, says of a case refutes nothing and
// proves nothing, whoever made the evidence.
func TestGradesThatProveNothing(t *testing.T) {
	for _, g := range []Grade{Tested, Measured} {
		for _, exists := range []bool{false, true} {
			c := Claim[int]{Name: "test/grade", Says: "x", Exists: exists, Cases: []int{1, 2, 3},
				Then: func(int) Evidence { return Evidence{Verdict: verdictOf(exists), Grade: g, Seen: "it seems so"} }}
			if r := run(t, c, Budget{}); r.Outcome != Undecided {
				t.Errorf("%v, exists %v: %v", g, exists, r)
			}
			c.Then = func(int) Evidence { return Evidence{Verdict: verdictOf(!exists), Grade: g, Seen: "it seems so"} }
			if r := run(t, c, Budget{}); r.Outcome == Proved || r.Outcome == Refuted {
				t.Errorf("%v, exists %v, the other way: %v", g, exists, r)
			}
		}
	}
}

// The grade of a report is the weakest of those it rests on, in whatever order they come; and
// of several listed counterexamples the first one decides.
func TestGradeIsTheWeakest(t *testing.T) {
	grades := []Grade{Exact, Certified, Measured}
	for most, want := range grades {
		for turn := range most + 1 {
			c := Claim[int]{Name: "test/grades", Says: "x", Cases: []int{0, 1, 2}[:most+1],
				Then: func(x int) Evidence { return Evidence{Verdict: True, Grade: grades[(x+turn)%(most+1)], Seen: "so"} }}
			if r := run(t, c, Budget{}); r.Grade != want || (r.Outcome == Proved) != want.proves() {
				t.Errorf("up to %v, from %d on: %v", want, turn, r)
			}
		}
	}
	c := smallSums()
	c.Expect, c.Known = Refuted, [][2]int{{30, 0}, {0, 40}, {0, 30}}
	if r := run(t, c, Budget{}); r.Finding.Case != "[2]int{30, 0}" {
		t.Errorf("%v", r)
	}
}
