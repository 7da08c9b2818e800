package papers

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"saddle/theorems"
)

// drawn returns n cases of a generator.
func drawn[C any](n int, draw func(*rapid.T) C) []C {
	gen := rapid.Custom(func(t *rapid.T) C {
		rapid.Bool().Draw(t, "") // a generator must draw something
		return draw(t)
	})
	out := make([]C, n)
	for i := range out {
		out[i] = gen.Example(i)
	}
	return out
}

// drop returns the generator that violates a hypothesis.
func drop[C any](t *testing.T, c theorems.Claim[C], hypothesis string) func(*rapid.T) C {
	t.Helper()
	for _, h := range c.Given {
		if h.Name == hypothesis {
			return h.Drop
		}
	}
	t.Fatalf("%s has no hypothesis %q", c.Name, hypothesis)
	return nil
}

// occur demands that a generator draws each class, in at least one case of fifty:
// what is drawn for a control, or for a claim that is false, is counted nowhere
// else.
func occur[C any](t *testing.T, what string, draw func(*rapid.T) C, classes map[string]func(C) bool) {
	t.Helper()
	const n = 300
	cases := drawn(n, draw)
	for name, is := range classes {
		count := 0
		for _, c := range cases {
			if is(c) {
				count++
			}
		}
		if 50*count < n {
			t.Errorf("%s: %d of %d cases with %s", what, count, n, name)
		}
	}
}

// demanded returns the shares that a claim demands, and that of decided cases; a law has
// no share of decided cases.
func demanded(c theorems.Theorem) (share map[string]float64, decided float64, ok bool) {
	v := reflect.ValueOf(c)
	least := v.FieldByName("MinDecided")
	if !least.IsValid() {
		return nil, 0, false
	}
	return v.FieldByName("Share").Interface().(map[string]float64), least.Float(), true
}

// withoutControls returns the claim without its hypotheses: it draws the same cases.
func withoutControls(c theorems.Theorem) theorems.Theorem {
	v := reflect.New(reflect.TypeOf(c)).Elem()
	v.Set(reflect.ValueOf(c))
	v.FieldByName("Given").SetZero()
	return v.Interface().(theorems.Theorem)
}

// What a claim always does is demanded of it: a class that is drawn often has a
// share, of at least a sixth of its frequency, and where every case is decided,
// every case must be. And nothing is demanded that a few cases do not show.
func TestWhatOccursIsDemanded(t *testing.T) {
	for i, c := range All {
		share, decided, ok := demanded(c)
		if testing.Short() && i%6 != 0 {
			continue
		}
		if in := c.Info(); !ok || in.Kind != "for all" || in.Expect != theorems.Held {
			continue
		}
		r := withoutControls(c).Run(t.Context(), theorems.Budget{Cases: 80, Shrink: -1})
		if decided != 1 && r.Decided == r.Cases {
			t.Errorf("%s: all of %d cases were decided, MinDecided is %v", r.Name, r.Cases, decided)
		}
		if len(r.Classes) == 0 {
			t.Errorf("%s has no classes", r.Name)
		}
		for class, least := range share {
			if often := float64(r.Classes[class]) / float64(r.Cases); 3*often < least {
				t.Errorf("%s: class %q is %.1f%% of the cases, %.0f%% are demanded", r.Name, class, 100*often, 100*least)
			}
		}
		for class, count := range r.Classes {
			if count == r.Cases && len(r.Classes) > 1 {
				t.Errorf("%s: every case is of the class %q, which says nothing", r.Name, class)
			}
			if often := float64(count) / float64(r.Cases); often > 0.05 && 6*share[class] < often {
				t.Errorf("%s: class %q is %.0f%% of the cases, %.0f%% are demanded", r.Name, class, 100*often, 100*share[class])
			}
		}
	}
}

func TestSpan(t *testing.T) {
	for want, values := range map[string][]int{"k = 6 … 10": {6, 7, 8, 9, 10}, "k = 2, 3": {2, 3}, "k = 1, 2, 4": {1, 2, 4}, "k = 3 … 5": {3, 4, 5}} {
		if got := span("k", values); got != want {
			t.Errorf("%v: %q, want %q", values, got, want)
		}
	}
}
