package decide

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"testing"

	"saddle/models/formula"
)

// FuzzDecide: no typed loss makes the decision panic, and no verdict on a loss of rational values is
// contradicted by values nearby.
func FuzzDecide(f *testing.F) {
	for _, text := range []string{"x^3-3*x*y^2", "abs(x)-relu(y-x^2)", "(1-tanh(w))^2", "relu(relu(x)-y)", "max(x,y,-x)*x", "1/(1+x^2)", "sqrt(x^2+y^2)", "leakyrelu(x,.1)^3",
		"(y-x^2)*(y-2*x^2)", "exp(x)-x", "log(1+x)*y", "min(x,y^2)-y^4", "x^-2", "sum(i=1..3,w[i]^i)", "logsumexp(x,y)-x", "atan2(y,1)", "3"} {
		f.Add(text, int8(0), int8(0))
		f.Add(text, int8(2), int8(-1))
	}
	f.Add("x^373*x*A^2", int8(2), int8(57)) // spends the work allowed on values nearby
	f.Fuzz(func(t *testing.T, text string, a, b int8) {
		if len(text) > 48 {
			return
		}
		loss, err := formula.Parse(text)
		if err != nil || len(loss.Names) > 4 {
			return
		}
		w := make([]*big.Rat, len(loss.Names))
		for i := range w {
			w[i] = big.NewRat(int64([]int8{a, b}[i%2]), 2)
		}
		d, err := Formula(loss, w)
		if err != nil {
			return
		}
		if (d.Grade == "") != (d.Kind == Unknown) || d.String() == "" {
			t.Errorf("%v", d)
		}
		if _, err := json.Marshal(d); err != nil {
			t.Error(err)
		}
		if len(w) == 0 || d.Loss.Exact == nil {
			return
		}
		if d.Descent != nil && d.Descent.Coefficient.Exact == nil {
			d.Descent = nil
		}
		if d.Kind == NotCritical && d.Descent == nil {
			return
		}
		if why := contradiction(loss.Tape().Within(1<<26), d, rand.New(rand.NewPCG(1, 2))); why != "" && !undefined(why) {
			t.Errorf("%s: %v", why, d)
		}
	})
}

// undefined reports whether values nearby are not rational, or not defined, or take too long.
func undefined(why string) bool { return len(why) > 7 && why[:7] == "models:" }
