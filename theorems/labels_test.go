package theorems

import (
	"testing"

	"pgregory.net/rapid"
)

func TestLabels(t *testing.T) {
	c := Claim[int]{
		Name: "test/labels", Says: "there are integers", Source: Source{Key: "test", Title: "Test", At: "here"},
		Expect: Held,
		Draw:   func(t *rapid.T) int { return rapid.IntRange(0, 9).Draw(t, "n") },
		Given:  []Hypothesis[int]{{Name: "n ≥ 0", Holds: func(n int) bool { return n >= 0 }, Drop: func(*rapid.T) int { return -1 }, Known: []int{-1}}},
		Then:   func(n int) Evidence { return Exactly(n >= 0, "%d", n).In("seen") },
		Labels: func(n int) (classes []string) {
			if n%2 == 0 {
				classes = append(classes, "even")
			}
			if n < 5 {
				classes = append(classes, "small")
			}
			return classes
		},
		Share: map[string]float64{"seen": 1, "even": 0.3, "small": 0.3},
	}
	if r := c.Run(t.Context(), Budget{}); r.Err() != nil || r.Classes["even"] == 0 || r.Classes["small"] == 0 {
		t.Errorf("%v\n%v", r, r.Err())
	}
	if errs := Audit([]Theorem{c}); errs != nil {
		t.Error(errs)
	}
	c.Share["even"] = 0.9
	if r := c.Run(t.Context(), Budget{}); r.Outcome != Undecided {
		t.Errorf("%v although a share is not met", r)
	}
}

func TestSharesOfALaw(t *testing.T) {
	l := Law{Name: "test/coin", Expect: Inside, Region: Near(0.5, 0.2), Least: 1000, Share: map[string]float64{"heads": 0.3},
		Sample: func(r Run) (float64, string) {
			if r.IntN(2) == 0 {
				return 1, "heads"
			}
			return 0, "tails"
		}}
	if r := l.Run(t.Context(), Budget{}); r.Err() != nil {
		t.Error(r.Err())
	}
	l.Share = map[string]float64{"edge": 0.3}
	if r := l.Run(t.Context(), Budget{}); r.Err() == nil {
		t.Error("a class that does not occur is not missed")
	}
}
