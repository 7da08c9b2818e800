package summary

import (
	"fmt"
	"math"
	"strconv"
)

// A Histogram counts eigenvalues in bins of one width, which is 1, 2 or 5 times a power of ten.
// The edges are multiples of it, so that 0 is one and no bin has values of both signs.
type Histogram struct {
	Width float64 `json:"width"`
	Bins  []Bin   `json:"bins"` // ascending, without gaps
	// Near counts the values within the error of 0: they are counted as 0, in the bin above
	// it, because their sign means nothing.
	Near int `json:"near"`
}

// A Bin counts the values in [From, To). An edge beyond float64 is its largest number.
type Bin struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Count int     `json:"count"`
}

// mostBins is about how many bins there are at most; of a small matrix there are as many as
// eigenvalues, and fewBins.
const (
	mostBins = 25
	fewBins  = 4
)

// histogram counts values, which are ascending and finite.
func histogram(values []float64, epsilon float64) (h Histogram) {
	flat := make([]float64, len(values))
	for i, x := range values {
		if math.Abs(x) <= epsilon {
			h.Near++
			x = 0
		}
		flat[i] = x
	}
	lo, hi := flat[0], flat[len(flat)-1]
	r := rulerOf(lo, hi, min(mostBins, len(values)+fewBins))
	h.Width = r.mark(1)
	first := r.below(lo)
	for k := first; k <= r.below(hi); k++ {
		h.Bins = append(h.Bins, Bin{From: r.mark(k), To: r.mark(k + 1)})
	}
	for _, x := range flat {
		h.Bins[r.below(x)-first].Count++
	}
	return h
}

// A ruler has its marks at the multiples of times · 10^power.
type ruler struct {
	times int64
	power int
}

// rulerOf returns the ruler whose marks are nearest, of those that divide [lo, hi] into so many
// parts or fewer, and one more; not so near that two marks of that size are one number.
func rulerOf(lo, hi float64, parts int) ruler {
	size := max(math.Abs(lo), math.Abs(hi))
	if size == 0 {
		return ruler{1, 0}
	}
	raw := max(hi/float64(parts)-lo/float64(parts), size*0x1p-40, 0x1p-1000)
	r := ruler{1, int(math.Floor(math.Log10(raw)))}
	for _, r.times = range []int64{1, 2, 5, 10} {
		if r.mark(1) >= raw {
			break
		}
	}
	return r
}

// mark returns the float64 nearest to mark k.
func (r ruler) mark(k int64) float64 {
	x, _ := strconv.ParseFloat(fmt.Sprintf("%de%d", k*r.times, r.power), 64)
	return max(-math.MaxFloat64, min(x, math.MaxFloat64))
}

// below returns the number of the last mark that is at most x.
func (r ruler) below(x float64) int64 {
	k := int64(math.Floor(x / r.mark(1)))
	for x < r.mark(k) {
		k--
	}
	for x >= r.mark(k+1) && r.mark(k+1) < math.MaxFloat64 {
		k++
	}
	return k
}
