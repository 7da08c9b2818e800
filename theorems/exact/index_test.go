package exact

import (
	"errors"
	"math/rand/v2"
	"testing"

	"saddle/models"
)

// The index of textbook functions: 1 − b/2 of their b half-branches.
func TestIndex(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"x^2+y^2", 1}, {"-x^2-y^4", 1}, {"x*y", -1}, {"x^3-3*x*y^2", -2}, {"x^2+y^3", 0}, {"x^5-10*x^3*y^2+5*x*y^4", -4},
		{"(y-x^2)*(y-2*x^2)", -1}, {"x^4+y^4-x^2*y^2", 1}, {"(x-y^2)^2+y^5", 0}, {"(x-y^2)^2+y^6", 1}, {"x^2-x^3+y^2", 1}, {"x^3+y^3-3*x*y", -1},
		{"(x^2-2*y^2)^2+x^5", -1}, {"(x^2-2*y^2)^2+x^6", 1},
	} {
		if got, err := Index(mustParse(t, c.text), Origin(2)); err != nil || got != c.want {
			t.Errorf("%s: %d, want %d; %v", c.text, got, c.want, err)
		}
	}
	if _, err := Index(mustParse(t, "x^2*y^2"), Origin(2)); !errors.As(err, &ErrNotIsolated{}) {
		t.Error(err)
	}
	if _, err := Index(mustParse(t, "x+y^2"), Origin(2)); !errors.As(err, new(models.ErrArgument)) {
		t.Error(err)
	}
	if _, err := Index(mustParse(t, "x^2"), Origin(1)); !errors.As(err, new(models.ErrDimension)) {
		t.Error(err)
	}
}

// Two ways that share nothing: a point is an extremum exactly if the gradient turns around it once.
func TestIndexAgreesWithDecide(t *testing.T) {
	draws := 3
	if testing.Short() {
		draws = 1
	}
	compared := 0
	for _, f := range twoVariables() {
		r := rand.New(rand.NewPCG(3, uint64(len(f.name))))
		for range draws {
			text, _ := f.draw(r)
			for k, loss := range []string{plainly(text), bent(r, text, true)} {
				if k > 0 && testing.Short() {
					continue
				}
				tape := mustParse(t, loss)
				index, err := Index(tape, Origin(tape.Dim()))
				if err != nil {
					continue // not isolated, no polynomial, or too many terms
				}
				c, err := Classify(tape, Origin(2))
				if err != nil {
					t.Fatal(err)
				}
				minimum, known := c.Is(Minimum)
				maximum, knownToo := c.Is(Maximum)
				if known && knownToo {
					if compared++; (minimum || maximum) != (index == 1) {
						t.Errorf("%s: index %d, and %v", loss, index, c)
					}
				}
			}
		}
	}
	if compared < 15*draws {
		t.Errorf("only %d were compared", compared)
	}
	t.Log(compared)
}
