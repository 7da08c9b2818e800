package theorems

import (
	"math"
	"strings"
	"testing"
)

// coin is the law that a coin of bias p has a bias in the region; its control
// is a coin that always falls on 1.
func coin(p float64, region Region) Law {
	return Law{
		Name: "test/coin", Says: "a coin", Source: Source{Key: "test", Title: "a test", At: "here"},
		Expect: Inside, Region: region, Sample: flip(p),
		Control: &LawControl{Name: "always 1", Sample: flip(1)},
	}
}

func flip(p float64) func(Run) (float64, string) {
	return func(r Run) (float64, string) {
		if r.Float64() < p {
			return 1, "one"
		}
		return 0, "zero"
	}
}

func TestLawInside(t *testing.T) {
	r := run(t, coin(0.5, Near(0.5, 0.05)), Budget{})
	if r.Err() != nil || r.Outcome != Inside || r.Grade != Tested || r.Law.Sequence.Lo < 0.45 || r.Law.Sequence.Hi > 0.55 {
		t.Fatalf("%v\n%v", r, r.Err())
	}
}

func TestSabotageOfLaws(t *testing.T) {
	for _, s := range []struct {
		name string
		law  func() Law
		want string
	}{
		{"wrong value", func() Law { return coin(0.6, Near(0.5, 0.05)) }, "came out as outside, expected inside"},
		{"control not rejected", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Control.Sample = flip(0.5)
			return l
		}, `control "always 1" came out as inside, expected outside`},
		{"too few runs", func() Law { l := coin(0.5, Near(0.5, 0.05)); l.Runs = 100; return l }, "do not decide"},
		{"control far from the published rate", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Control.Sample, l.Control.Rate = flip(0.9), [2]int{1, 10}
			return l
		}, "the published rate 0.1 is not in"},
		{"control far below the published rate", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Control.Sample, l.Control.Rate = flip(0.1), [2]int{9, 10}
			return l
		}, "the published rate 0.9 is not in"},
		{"out of range", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Sample = func(Run) (float64, string) { return 2, "" }
			return l
		}, "not in the range"},
		{"not a number", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Sample = func(Run) (float64, string) { return math.NaN(), "" }
			return l
		}, "not in the range"},
		{"panics", func() Law {
			l := coin(0.5, Near(0.5, 0.05))
			l.Sample = func(Run) (float64, string) { panic("oh") }
			return l
		}, "panics: oh"},
	} {
		t.Run(s.name, func(t *testing.T) {
			r := run(t, s.law(), Budget{})
			if err := r.Err(); err == nil || !strings.Contains(err.Error(), s.want) {
				t.Fatalf("got %v, want %q\n%v", err, s.want, r)
			}
		})
	}
}

func TestShortLawMayStayUndecided(t *testing.T) {
	l := coin(0.5, Near(0.5, 0.01))
	if r := run(t, l, Budget{Short: true}); r.Err() != nil || r.Outcome != Undecided {
		t.Fatalf("%v\n%v", r, r.Err())
	}
	if r := run(t, coin(0.9, Near(0.5, 0.01)), Budget{Short: true}); r.Err() == nil {
		t.Fatalf("a wrong law passes: %v", r)
	}
	l.Control.Sample = func(Run) (float64, string) { panic("oh") }
	if r := run(t, l, Budget{Short: true}); r.Err() == nil {
		t.Fatalf("a control that panics passes: %v", r)
	}
}

func TestExpectedOutside(t *testing.T) {
	l := coin(0.7, Near(0.5, 0.05))
	l.Expect, l.Control = Outside, &LawControl{Name: "fair", Sample: flip(0.5)}
	if r := run(t, l, Budget{}); r.Err() != nil {
		t.Fatalf("%v\n%v", r, r.Err())
	}
}

// Values are refused on both sides of the range; and the control of a law that is expected
// outside of its region must come out inside.
func TestBothSidesOfALaw(t *testing.T) {
	for _, x := range []float64{-0.5, 1.5, math.NaN()} {
		l := coin(0.5, Near(0.5, 0.1))
		l.Sample = func(Run) (float64, string) { return x, "" }
		if r := run(t, l, Budget{}); r.Err() == nil || !strings.Contains(r.Err().Error(), "not in the range") {
			t.Errorf("%v: %v", x, r)
		}
	}
	l := coin(1, Near(0.3, 0.1))
	l.Expect = Outside
	l.Control = &LawControl{Name: "a fair coin", Sample: coin(0.5, Region{}).Sample}
	if r := run(t, l, Budget{}); r.Outcome != Outside || r.Err() == nil || r.Controls[0].Expect != Inside {
		t.Errorf("%v", r)
	}
	l.Control.Sample = coin(0.3, Region{}).Sample
	if r := run(t, l, Budget{}); r.Err() != nil {
		t.Errorf("%v", r)
	}
}
