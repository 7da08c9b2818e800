package hunt

import (
	"crypto/sha256"
	"fmt"
	"math"
	"slices"
)

// orbitName names the orbit of a minimum by its loss and by the pattern of its canonical form: which
// entries are the same.
func orbitName(l Landscape, w []float64, loss float64) string {
	form := l.Canonical(w)
	h := sha256.New()
	for _, c := range clusters(form) {
		fmt.Fprintf(h, "%d ", c)
	}
	return fmt.Sprintf("%.8f-%x", loss, h.Sum(nil)[:4])
}

// sameEntry is how near two entries are that count as the same: far above rounding errors of a minimum,
// and below what tells entries apart that only seem to be.
const sameEntry = 1e-7

// clusters numbers the entries of x by value, from the lowest; entries in a row of which each is near
// to the next have one number.
func clusters(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		switch {
		case x[i] < x[j]:
			return -1
		case x[i] > x[j]:
			return 1
		}
		return i - j
	})
	out := make([]int, len(x))
	number, last := 0, math.Inf(-1)
	for n, i := range order {
		if n > 0 && x[i]-last > sameEntry {
			number++
		}
		out[i], last = number, x[i]
	}
	return out
}

// canonical returns the rows×columns matrix w with its rows and columns in an order that does not
// depend on the one they came in: by colour refinement. Rows are told apart by the numbers that they
// have in columns of each colour, columns likewise, until nothing new is told; then one of the first
// row colour that is not single is set apart, and so on. Where rows of a colour are exchanged by no
// symmetry, which of them is set apart matters, and so one orbit may have two forms; two orbits never
// have one.
func canonical(w []float64, rows, columns int) []float64 {
	entries := clusters(w)
	r, c := make([]int, rows), make([]int, columns)
	for {
		r, c = refined(entries, r, c)
		if i := notSingle(r); i >= 0 {
			r[i] = rows + columns // a colour of its own, after all others
		} else if j := notSingle(c); j >= 0 {
			c[j] = rows + columns
		} else {
			break
		}
	}
	out := make([]float64, len(w))
	for i := range rows {
		for j := range columns {
			out[r[i]*columns+c[j]] = w[i*columns+j]
		}
	}
	return out
}

// refined returns the coarsest colours, from 0 on, that are finer than these and which no count of
// entries tells apart.
func refined(entries, r, c []int) (rows, columns []int) {
	columnsOf := len(c)
	for {
		newR := coloured(r, func(i int) []int { return described(c, func(j int) int { return entries[i*columnsOf+j] }) })
		newC := coloured(c, func(j int) []int { return described(newR, func(i int) int { return entries[i*columnsOf+j] }) })
		if most(newR) == most(r) && most(newC) == most(c) {
			return newR, newC
		}
		r, c = newR, newC
	}
}

// described lists colours with entries, sorted.
func described(colours []int, entry func(i int) int) []int {
	pairs := make([][2]int, len(colours))
	for i, colour := range colours {
		pairs[i] = [2]int{colour, entry(i)}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	var out []int
	for _, p := range pairs {
		out = append(out, p[0], p[1])
	}
	return out
}

// coloured numbers what has a colour and a description, by both in order.
func coloured(old []int, describe func(i int) []int) []int {
	keys := make([][]int, len(old))
	for i, colour := range old {
		keys[i] = append([]int{colour}, describe(i)...)
	}
	distinct := slices.Clone(keys)
	slices.SortFunc(distinct, slices.Compare[[]int])
	distinct = slices.CompactFunc(distinct, slices.Equal[[]int])
	out := make([]int, len(old))
	for i, k := range keys {
		out[i], _ = slices.BinarySearchFunc(distinct, k, slices.Compare[[]int])
	}
	return out
}

// most is the number of colours.
func most(colours []int) int { return len(slices.Compact(slices.Sorted(slices.Values(colours)))) }

// notSingle returns the first with the lowest colour that another has too, or −1.
func notSingle(colours []int) int {
	best := -1
	for i, c := range colours {
		shared := slices.Contains(colours[i+1:], c)
		if shared && (best < 0 || c < colours[best]) {
			best = i
		}
	}
	return best
}
