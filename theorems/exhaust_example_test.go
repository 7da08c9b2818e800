package theorems_test

import (
	"context"
	"fmt"
	"iter"

	"saddle/theorems"
)

// With its cases listed by size, a claim is decided for all of them up to a size, so that a counterexample
// is known to be a smallest one.
func Example_exhaust() {
	c := conjecture
	c.Sizes = &theorems.Enumeration[[2]int]{
		By: "d + 10λ",
		Of: func(c [2]int) int { return c[0] + c[1] },
		All: func(n int) iter.Seq[[2]int] {
			return func(yield func([2]int) bool) {
				for d := 1; d <= n && yield([2]int{d, n - d}); d++ {
				}
			}
		},
	}
	r := c.Run(context.Background(), theorems.Budget{Exhaust: 10, Shrink: -1})
	fmt.Println(r.Exhausted.Text("counterexample"))
	fmt.Printf("one of size %d: %s, least: %v\n", r.Exhausted.Size+1, r.Exhausted.Finding.Case, r.Exhausted.Least())
	// Output:
	// no counterexample among all 6 cases of size ≤ 3, where size is d + 10λ (exact)
	// one of size 4: [2]int{3, 1}, least: true
}
