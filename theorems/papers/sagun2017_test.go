package papers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/models/data"
	"saddle/theorems"
)

// lossInBits is the cross-entropy of a SoftmaxNet in all of its weights, by its formula.
func (n SoftmaxNet) lossInBits() *models.Tape {
	d, units := n.Widths[0], n.Widths[1]
	return models.Trace(units*(d+n.classes()), func(w []models.Var) models.Var {
		var terms []models.Var
		for s, x := range n.X {
			var a []models.Var
			for j := range units {
				z := models.Rat(0, 1)
				for i := range d {
					z = z.Add(w[j*d+i].Mul(models.Rat(int64(x[i]), 1)))
				}
				if n.Unit == "z²" {
					z = z.Sqr()
				}
				a = append(a, z)
			}
			var out []models.Var
			for k := range n.classes() {
				out = append(out, models.Dot(w[d*units+k*units:d*units+(k+1)*units], a))
			}
			terms = append(terms, models.LogSumExp(out...).Sub(out[n.Labels[s]]))
		}
		return models.Sum(terms...)
	})
}

// The parts together are the Hessian of the formula, in units of ln 2.
func TestPartsOfTheHessian(t *testing.T) {
	for _, n := range drawn(40, func(t *rapid.T) SoftmaxNet { return drawSoftmaxNet(t, false) }) {
		first, second := n.parts()
		var w []float64
		for _, u := range n.U {
			w = append(w, float64(u))
		}
		for _, v := range n.V {
			w = append(w, float64(v)*math.Ln2)
		}
		tape, column, unit := n.lossInBits(), make([]float64, len(w)), make([]float64, len(w))
		scale := func(i int) float64 {
			if i < len(n.U) {
				return math.Ln2
			}
			return 1
		}
		for j := range w {
			clear(unit)
			unit[j] = 1
			tape.HessVec(column, w, unit)
			for i := range w {
				a, _ := first.At(i, j).Float64()
				b, _ := second.At(i, j).Float64()
				if want := scale(i) * scale(j) * (a + b/math.Ln2); math.Abs(column[i]-want) > 1e-11*(1+math.Abs(want)) {
					t.Fatalf("%+v: entry %d, %d is %v, want %v", n, i, j, want, column[i])
				}
			}
		}
	}
}

// With a layer that is fixed the parts are the blocks of its outputs.
func TestFixedLayers(t *testing.T) {
	for _, n := range drawn(30, func(t *rapid.T) SoftmaxNet { return drawSoftmaxNet(t, true) }) {
		fixed, none := n.parts()
		n.Fixed = false
		first, _ := n.parts()
		block := from(len(n.U), len(n.V))
		if !none.IsZero() || !first.Principal(block).Sub(fixed).IsZero() {
			t.Errorf("%+v", n)
		}
	}
}

// The rank of A + B/ln 2 is that of the matrix in float64, and no value of t has more.
func TestRankWithALogarithm(t *testing.T) {
	below := 0
	for _, n := range drawn(40, func(t *rapid.T) SoftmaxNet { return drawSoftmaxNet(t, false) }) {
		n.Whole = true
		first, second := n.parts()
		w := n.parameters()
		a := mat.NewDense(w, w, nil)
		for i := range w {
			for j := range w {
				x, _ := first.At(i, j).Float64()
				y, _ := second.At(i, j).Float64()
				a.Set(i, j, x+y/math.Ln2)
			}
		}
		var svd mat.SVD
		if !svd.Factorize(a, mat.SVDNone) {
			t.Fatal("no singular values")
		}
		rank := n.rank(w)
		values := svd.Values(nil)
		if rank > 0 && values[rank-1] < 1e-6 || rank < w && values[rank] > 1e-9 {
			t.Errorf("%+v: rank %d, singular values %v", n, rank, values)
		}
		if rank < w {
			below++
		}
	}
	if below == 0 {
		t.Error("all ranks are full: nothing is seen")
	}
}

// Outliers are counted where the ratio is greatest, and no further than is asked.
func TestOutliers(t *testing.T) {
	for _, c := range []struct {
		values []float64
		most   int
		want   int
	}{
		{[]float64{-1, 1, 2, 20, 30}, 3, 2}, {[]float64{-1, 1, 2, 20, 30}, 4, 4}, {[]float64{1, 2, 20, 30}, 1, 1},
		{[]float64{0, 0, 5}, 2, 1}, {[]float64{-3, -2}, 2, 0}, {[]float64{1, 1, 1, 1.5}, 3, 1}, {nil, 3, 0}, {[]float64{7}, 3, 0},
	} {
		if got := outliers(c.values, c.most); got != c.want {
			t.Errorf("%v, most %d: %d, want %d", c.values, c.most, got, c.want)
		}
	}
}

// A net of the table has images of its classes alone, as many as are said, with their labels or random ones.
func TestImagesOfClasses(t *testing.T) {
	set, _ := data.MNIST10()
	images := set.First(2 * imagesToPick).X()
	labelOf := func(x []float64) int {
		return set.Label(slices.IndexFunc(images, func(y []float64) bool { return slices.Equal(x, y) }))
	}
	c := OutlierCell{Classes: 2, Hidden: 1, Labels: "true"}.config(rand.New(rand.NewPCG(1, 1)))
	if len(c.X) != 40 || len(c.Labels) != 40 || labelOf(c.X[0]) != c.Labels[0] {
		t.Errorf("%d images, label %d", len(c.X), c.Labels[0])
	}
	random := OutlierCell{Classes: 2, Hidden: 1, Labels: "random"}.config(rand.New(rand.NewPCG(1, 1)))
	if !slices.Equal(random.X[0], c.X[0]) || slices.Equal(random.Labels, c.Labels) || slices.Max(random.Labels) != 1 {
		t.Errorf("labels %v", random.Labels)
	}
	if OutliersOfDigitNets.Valid(OutlierCell{2, 3, "true"}) != nil {
		t.Error("a cell is refused")
	}
	for _, bad := range []OutlierCell{{1, 3, "true"}, {11, 3, "true"}, {2, 0, "true"}, {2, 51, "none"}, {2, 3, "all"}} {
		if OutliersOfDigitNets.Valid(bad) == nil {
			t.Errorf("%+v is a cell", bad)
		}
	}
}

// Eigenvalues are near 0, below, or neither.
func TestSortOfSpectra(t *testing.T) {
	var e OutlierEnd
	e.sort([]float64{-2, -1e-4, 0, 1e-4, 1e-3, 10, 100, 1000})
	if e.Below != 1./8 || e.Bulk != 4./8 || len(e.Ratios) != 7 || math.Abs(e.Ratios[0]+1) > 1e-15 || e.Ratios[6] != -9 {
		t.Errorf("%+v", e)
	}
}

// Shifted clusters have their mean where they are shifted to, and random labels do not follow the clusters.
func TestClusters(t *testing.T) {
	c := clusterNet{classes: 3, shift: 3}
	r := theorems.Run{Rand: rand.New(rand.NewPCG(5, 5))}
	if m := c.loss(r); m.Dim() != 8*6+6+6*3+3 || m.Samples() != 30 {
		t.Errorf("%d parameters, %d samples", m.Dim(), m.Samples())
	}
	if values := c.spectrum(r); len(values) != 75 || !slices.IsSorted(values) {
		t.Errorf("%d eigenvalues", len(values))
	}
}
