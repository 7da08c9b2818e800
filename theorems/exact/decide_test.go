package exact

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func TestFamilies(t *testing.T) {
	draws := 12
	if testing.Short() {
		draws = 2
	}
	for _, f := range slices.Concat(twoVariables(), moreVariables()) {
		r := rand.New(rand.NewPCG(1, uint64(len(f.name))))
		wrong, unknowns, all := 0, 0, 0
		var slowest time.Duration
		for range draws {
			text, kind := f.draw(r)
			for bend := range 3 {
				loss := plainly(text)
				if bend > 0 && (f.n == 0 || f.n > 4) {
					continue
				} else if bend > 0 {
					loss = bent(r, text, bend == 1)
				}
				tape := mustParse(t, loss)
				start := time.Now()
				c, err := Classify(tape, Origin(tape.Dim()))
				if err != nil {
					t.Fatalf("%s: %v", loss, err)
				}
				d := time.Since(start)
				slowest = max(slowest, d)
				all++
				if d > time.Second {
					fmt.Println("slow", d, loss)
				}
				is, known := c.Is(kind)
				switch {
				case kind == 0:
				case !known:
					unknowns++
					fmt.Printf("UNKNOWN %s: %s: %v\n", f.name, loss, c)
				case !is:
					wrong++
					t.Errorf("%s: %s is no %v: %v", f.name, loss, kind, c)
				}
			}
		}
		fmt.Printf("%-40s all %3d unknown %3d wrong %3d slowest %v\n", f.name, all, unknowns, wrong, slowest)
	}
}
