package exact

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"saddle/models"
)

// drawnLoss makes a loss of bytes: sums of products of up to three small polynomials, some squared, some
// over 1 + x².
func drawnLoss(data []byte) (tape *models.Tape, ok bool) {
	if len(data) < 4 || len(data) > 60 {
		return nil, false
	}
	next := func(n int) int {
		if len(data) == 0 {
			return 0
		}
		b := int(data[0])
		data = data[1:]
		return b % n
	}
	n := 1 + next(4)
	return models.Trace(n, func(w []models.Var) models.Var {
		simple := func() models.Var { // c x^i + d y^j + e x y
			x, y := w[next(n)], w[next(n)]
			c := models.Rat(int64(next(7)-3), int64(1+next(2)))
			return models.Sum(c.Mul(x.Pow(1+next(3))), models.Rat(int64(next(5)-2), 1).Mul(y.Pow(1+next(4))), models.Rat(int64(next(3)-1), 1).Mul(x).Mul(y))
		}
		var sum models.Var
		for len(data) > 0 {
			p := simple()
			switch next(8) {
			case 0:
				p = p.Mul(simple())
			case 1, 2:
				p = p.Sqr()
			case 3:
				p = p.Mul(simple()).Mul(simple())
			case 4:
				p = p.Sqr().Mul(simple().Sqr())
			case 5:
				p = p.Sqr().Div(models.Rat(1, 1).Add(w[0].Sqr()).Add(w[n-1]))
			case 6:
				p = p.Pow(4).Neg()
			case 7:
				p = p.Mul(simple().Exp().Sub(models.Rat(1, 1)))
			}
			sum = sum.Add(p)
		}
		return sum
	}), true
}

// FuzzDecide: no answer is contradicted by exact values nearby, by the curves it carries, by the index or by
// cells.
func FuzzDecide(f *testing.F) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 60 {
		data := make([]byte, 8+r.IntN(30))
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tape, ok := drawnLoss(data)
		if !ok {
			return
		}
		w := Origin(tape.Dim())
		c, err := Decide(tape, w, &Options{Work: 1 << 24, Order: 32})
		if err != nil {
			return
		}
		checkCurves(t, tape, w, c)
		checkNear(t, tape, c, slices.Clone(data))
		if tape.Dim() == 2 {
			checkPlane(t, tape, c)
		}
	})
}

// checkNear compares the loss at points near 0, of different orders of their coordinates, with an answer.
func checkNear(t *testing.T, tape *models.Tape, c Classified, seed []byte) {
	t.Helper()
	var key [32]byte
	copy(key[:], seed)
	r := rand.New(rand.NewChaCha8(key))
	minimum, _ := c.Is(Minimum)
	maximum, _ := c.Is(Maximum)
	strict, _ := c.Strict()
	for range 60 {
		w := Origin(tape.Dim())
		moved := false
		for i := range w {
			order := uint(30 * (1 + r.IntN(4)))
			w[i].SetFrac(big.NewInt(int64(r.IntN(9)-4)), new(big.Int).Lsh(big.NewInt(1), order))
			moved = moved || w[i].Sign() != 0
		}
		loss, err := tape.ExactLoss(w)
		if errors.As(err, new(models.ErrTranscendental)) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		sign := loss.Cmp(c.Loss)
		if minimum && sign < 0 || maximum && sign > 0 || strict && moved && sign == 0 {
			t.Fatalf("%v: %v\nbut %v at %v", tape.Listing(), c, loss, w)
		}
	}
}

// checkPlane compares an answer with the index and with cells.
func checkPlane(t *testing.T, tape *models.Tape, c Classified) {
	t.Helper()
	p, err := tape.Expand(Origin(2), termsWork)
	if err != nil || p.Degree() > 6 || p.Order() < 2 {
		return
	}
	minimum, known := c.Is(Minimum)
	maximum, knownToo := c.Is(Maximum)
	if index, err := Index(tape, Origin(2)); err == nil && known && knownToo && (minimum || maximum) != (index == 1) {
		t.Errorf("%v: %v, but the index is %d", p, c, index)
	}
	f := findings{}.cells(p)
	if known && minimum != f.least || knownToo && maximum != f.greatest {
		t.Errorf("%v: %v, but by cells a minimum: %t, a maximum: %t", p, c, f.least, f.greatest)
	}
	if strict, known := c.Strict(); known && (minimum || maximum) && strict != f.strict {
		t.Errorf("%v: %v, strict: %t, but by cells strict: %t", p, c, strict, f.strict)
	}
}

// TestRandomLosses asks what FuzzDecide does of many losses, and that most are decided.
func TestRandomLosses(t *testing.T) {
	n := 160
	if testing.Short() {
		n = 15
	}
	r := rand.New(rand.NewPCG(8, 8))
	decided, all := 0, 0
	for range n {
		data := make([]byte, 6+r.IntN(24))
		for i := range data {
			data[i] = byte(r.IntN(256))
		}
		tape, _ := drawnLoss(data)
		c, err := Decide(tape, Origin(tape.Dim()), &Options{Work: 1 << 24, Order: 32})
		if err != nil {
			continue
		}
		all++
		if !strings.Contains(c.Class(), " or ") && c.Class() != "unknown" {
			decided++
		} else {
			t.Logf("%v: %v", tape.Listing(), c)
		}
		checkCurves(t, tape, Origin(tape.Dim()), c)
		checkNear(t, tape, c, data)
		if tape.Dim() == 2 {
			checkPlane(t, tape, c)
		}
	}
	if decided < all*95/100 {
		t.Errorf("only %d of %d were decided", decided, all)
	}
	t.Logf("%d of %d were decided", decided, all)
}
