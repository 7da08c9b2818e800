package interval_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"saddle/spectra/interval"
)

// rational returns v as a rational number.
func rational(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }

// symmetric draws an n×n Sym and one of its members.
func (d draw) symmetric(n int) (*interval.Sym, [][]float64) {
	a, member := interval.NewSym(n), make([][]float64, n)
	for i := range n {
		member[i] = make([]float64, n)
		for j := range i + 1 {
			x := d.interval(d.ordinary)
			a.Set(j, i, x)
			member[i][j] = d.member(x)
			member[j][i] = member[i][j]
		}
	}
	return a, member
}

func TestProductsContainThoseOfMembers(t *testing.T) {
	d := newDraw(12)
	for range samples(300) {
		n := d.IntN(6)
		a, member := d.symmetric(n)
		v := make([]float64, n)
		for i := range v {
			v[i] = d.ordinary()
		}
		dst := make([]interval.Interval, n)
		a.MulVec(dst, v)
		quad := new(big.Rat)
		for i := range n {
			row := new(big.Rat)
			for j := range n {
				row.Add(row, new(big.Rat).Mul(rational(member[i][j]), rational(v[j])))
			}
			if !dst[i].ContainsRat(row) {
				t.Fatalf("entry %d of A·v, %v, does not contain %v", i, dst[i], row)
			}
			quad.Add(quad, row.Mul(row, rational(v[i])))
		}
		if q := a.Quad(v); !q.ContainsRat(quad) {
			t.Fatalf("vᵀAv = %v does not contain %v", q, quad)
		}
	}
}

func TestIntegerProductsArePoints(t *testing.T) {
	a := interval.NewSym(3)
	for i, row := range [][]float64{{1}, {-2, 3}, {4, 5, -6}} {
		for j, x := range row {
			a.Set(i, j, interval.Of(x))
		}
	}
	v := []float64{1, -1, 2}
	if q := a.Quad(v); q != interval.Of(-20) {
		t.Errorf("vᵀAv = %v, want −20", q)
	}
	dst := make([]interval.Interval, 3)
	a.MulVec(dst, v)
	for i, want := range []float64{11, 5, -13} {
		if dst[i] != interval.Of(want) {
			t.Errorf("entry %d of A·v is %v, want %v", i, dst[i], want)
		}
	}
	if q := interval.NewSym(0).Quad(nil); q != interval.Of(0) {
		t.Errorf("the empty quadratic form is %v", q)
	}
}

func TestMidRadEnclosesTheEntries(t *testing.T) {
	d := newDraw(13)
	const n = 5
	a, _ := d.symmetric(n)
	mid, rad := make([]float64, n*n), make([]float64, n*n)
	a.MidRad(mid, rad)
	if a.Dim() != n {
		t.Errorf("dimension %d, want %d", a.Dim(), n)
	}
	for i := range n {
		for j := range n {
			m, r := mid[i*n+j], rad[i*n+j]
			ball := interval.Interval{Lo: interval.SubDown(m, r), Hi: interval.AddUp(m, r)}
			if !ball.ContainsInterval(a.At(i, j)) || a.At(i, j) != a.At(j, i) {
				t.Errorf("entry (%d, %d) = %v is not within %v of %v", i, j, a.At(i, j), r, m)
			}
		}
	}
}

func TestSymPanicsOfWrongShapes(t *testing.T) {
	a := interval.NewSym(2)
	calls := map[string]func(){
		"NewSym": func() { interval.NewSym(-1) },
		"At":     func() { a.At(0, 2) },
		"Set":    func() { a.Set(-1, 0, interval.Of(math.Pi)) },
		"MulVec": func() { a.MulVec(make([]interval.Interval, 2), make([]float64, 3)) },
		"Quad":   func() { a.Quad(make([]float64, 1)) },
		"MidRad": func() { a.MidRad(make([]float64, 4), make([]float64, 3)) },
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if s, ok := recover().(string); !ok || !strings.HasPrefix(s, "interval: ") {
					t.Errorf("panics with %q, want a message that begins with the package", s)
				}
			}()
			call()
		})
	}
}
