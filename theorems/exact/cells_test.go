package exact

import (
	"math/rand/v2"
	"testing"
)

// What only cells decide: double branches that are irrational, or do not end.
func TestCells(t *testing.T) {
	for _, c := range []struct {
		text   string
		kind   Kind
		strict bool
	}{
		{"(x^2-2*y^2)^2-y^5", Saddle, false},
		{"(x^2-2*y^2)^2+y^6", Minimum, true},
		{"x^4-4*x^2*y^2+4*y^4+x^2*y^3-2*y^5", Saddle, false}, // (x² − 2y²)(x² − 2y² + y³)
		{"(x^2-3*y^2)*(x^2-3*y^2)*(1+x)+0*y", Minimum, false},
		{"(x^3-y^2+x^4)*(x^3-y^2+x^4)*(2+x)-y^9", Saddle, false},
		{"(x^3-y^2+x^4)*(x^3-y^2+x^4)*(2+x)+x^2*(x^3-y^2+x^4)^2", Minimum, false},
		{"-(x^2-2*y^2)^2*(1+x^2)-(x+y)^8", Maximum, true},
	} {
		tape := mustParse(t, c.text)
		k, err := Classify(tape, Origin(2))
		is, known := k.Is(c.kind)
		strict, _ := k.Strict()
		if err != nil || !is || !known || strict != c.strict {
			t.Errorf("%s: %v, strict %t, want %v, strict %t; %v", c.text, k, strict, c.kind, c.strict, err)
		}
	}
}

// Cells and Newton polygons decide alike.
func TestCellsAgree(t *testing.T) {
	draws := 2
	if testing.Short() {
		draws = 1
	}
	compared := 0
	for _, f := range twoVariables() {
		r := rand.New(rand.NewPCG(4, uint64(len(f.name))))
		for range draws {
			text, _ := f.draw(r)
			for k, loss := range []string{plainly(text), bent(r, text, true)} {
				if k > 0 && testing.Short() {
					continue
				}
				tape := mustParse(t, loss)
				p, err := tape.Expand(Origin(2), termsWork)
				if err != nil || p.Degree() > 6 || p.Order() < 2 {
					continue
				}
				cells := findings{}.cells(p)
				c, err := Classify(tape, Origin(2))
				if err != nil {
					t.Fatal(err)
				}
				compared++
				for kind, is := range map[Kind]bool{Minimum: cells.least, Maximum: cells.greatest, Saddle: cells.falls && cells.rises} {
					if got, known := c.Is(kind); known && got != is {
						t.Errorf("%s: by cells %v is %t, and %v", loss, kind, is, c)
					}
				}
				minimum, _ := c.Is(Minimum)
				maximum, _ := c.Is(Maximum)
				if strict, known := c.Strict(); known && (minimum || maximum) && strict != cells.strict {
					t.Errorf("%s: by cells strict is %t, and %v is %t", loss, cells.strict, c, strict)
				}
			}
		}
	}
	if compared < 8*draws {
		t.Errorf("only %d were compared", compared)
	}
}
