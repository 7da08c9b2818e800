package bench

import (
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/spectra"
	"saddle/theorems/linear"
)

// shapes are those of deep linear nets of 6, 30 and 100 weights.
var shapes = [][]int{{1, 2, 2}, {3, 3, 3, 4}, {5, 5, 5, 5, 5}}

// criticalRows times critical points of deep linear nets, built and decided. The first few are decided by
// the formula of their loss, too.
func criticalRows() (rows []row) {
	for _, widths := range shapes {
		points := criticalPoints(widths)
		rows = append(rows, row{name("weights", points[0].Dim()), func(b *testing.B) {
			for _, p := range points[:3] {
				checkPoint(b, p)
			}
			i := 0
			for b.Loop() {
				if k := decided(b, points[i%len(points)]); k.Class() == "unknown" {
					b.Fatalf("%#v: %v", points[i%len(points)], k)
				}
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "points/s")
		}})
	}
	return rows
}

func decided(b *testing.B, p linear.Point) linear.Kind {
	c, err := p.Build()
	if err != nil {
		b.Fatal(err)
	}
	k, err := c.Kind()
	if err != nil {
		b.Fatal(err)
	}
	return k
}

// checkPoint compares with the derivatives of the formula at the weights.
func checkPoint(b *testing.B, p linear.Point) {
	c, err := p.Build()
	if err != nil {
		b.Fatal(err)
	}
	jet, err := c.Tape().Exact(c.W())
	if err != nil {
		b.Fatal(err)
	}
	want, err := spectra.ExactInertia(jet.Hessian)
	if k := decided(b, p); err != nil || k.Inertia != want || k.Loss.Cmp(jet.Loss) != 0 {
		b.Fatalf("%#v: %v, want %v, %v", p, k, want, err)
	}
	for _, g := range jet.Gradient {
		if g.Sign() != 0 {
			b.Fatalf("%#v is not critical", p)
		}
	}
}

// criticalPoints draws a hundred, with changed bases everywhere, further samples, S the first indices in
// half of them, and blocks that are zero, or all but two.
func criticalPoints(widths []int) (points []linear.Point) {
	r := rand.New(rand.NewPCG(5, uint64(len(widths))))
	some := func(n int) []int {
		x := make([]int, n)
		for i := range x {
			x[i] = r.IntN(5) - 2
		}
		return x
	}
	dx, dy := widths[0], widths[len(widths)-1]
	for range 100 {
		p := linear.Point{Widths: widths, U: some(dy * (dy - 1) / 2), V: some(dx * (dx - 1) / 2), Mix: some(dx * dx), Extra: some(dy)}
		for i := range min(dx, dy) {
			p.Sigma = append(p.Sigma, 6-i)
		}
		rank, skip := r.IntN(p.MinWidth()+1), r.IntN(2)
		for i := 0; i < min(dx, dy) && len(p.S) < rank; i += 1 + skip {
			p.S = append(p.S, i)
		}
		for _, d := range widths[1 : len(widths)-1] {
			p.D = append(p.D, some(d*d))
		}
		zero := r.Perm(len(widths) - 1)[:2]
		for h, size := range p.BlockSizes() {
			if slices.Contains(zero, h) || r.IntN(2) == 0 {
				size = 0
			}
			p.Z = append(p.Z, some(size))
		}
		points = append(points, p)
	}
	return points
}
