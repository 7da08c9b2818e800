package theorems

import (
	"math"
	"math/rand/v2"
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

// The confidence sequence must miss the mean at no time at all in all but a
// share alpha of sequences: for coins, and for values in between.
func TestSequenceCovers(t *testing.T) {
	const alpha, trials, steps = 0.05, 600, 300
	for _, p := range []float64{0, 0.01, 0.3, 0.5, 1} {
		for _, spread := range []float64{1, 0.5} {
			rng := rand.New(rand.NewPCG(1, math.Float64bits(p+spread)))
			missed := 0
			for range trials {
				s := sequence{alpha: alpha}
				for range steps {
					x := 0.0
					if rng.Float64() < p {
						x = 1
					}
					s.add(p + spread*(x-p)) // mean p, variance spread² p(1−p)
					if s.excludes(p) {
						missed++
						break
					}
				}
			}
			// 600 trials at 5 %: more than 55 has probability below 1e-5.
			if missed > 55 {
				t.Errorf("p = %v, spread %v: %d of %d sequences miss the mean, at most %v are allowed", p, spread, missed, trials, alpha)
			}
		}
	}
}

func TestSequenceInterval(t *testing.T) {
	s := sequence{alpha: 1e-6}
	if lo, hi := s.interval(); lo != 0 || hi != 1 {
		t.Errorf("without values: [%v, %v]", lo, hi)
	}
	for range 1000 {
		s.add(0)
	}
	lo, hi := s.interval()
	// (1−p)^1000 B(½, 1000½)/B(½, ½) = alpha at the upper bound.
	if lo != 0 || hi < 0.0137 || hi > 0.0225 || !s.excludes(hi) || s.excludes(hi*0.999) {
		t.Errorf("after 1000 zeros: [%v, %v]", lo, hi)
	}
}

func TestPublished(t *testing.T) {
	for _, c := range []struct {
		x, m   int
		lo, hi float64 // in percent, 95 %
	}{{126, 1000, 10.6, 14.8}, {3, 1000, 0.06, 0.87}, {55, 1000, 4.2, 7.1}} {
		r := Published(c.x, c.m, 0.95)
		if math.Abs(100*r.Lo-c.lo) > 0.06 || math.Abs(100*r.Hi-c.hi) > 0.06 {
			t.Errorf("%d of %d: %v", c.x, c.m, r)
		}
	}
	if r := Published(0, 1000, 0.95); r.Lo != 0 || math.Abs(r.Hi-(1-math.Pow(0.025, 1e-3))) > 1e-9 {
		t.Errorf("0 of 1000: %v", r)
	}
}
