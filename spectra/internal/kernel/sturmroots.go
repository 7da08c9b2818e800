package kernel

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../../_asm && go run ./sturmroots -out ../internal/kernel/sturmroots_amd64.s -stubs ../internal/kernel/sturmroots_stub_amd64.go -pkg kernel"

// rootsMax is how many roots there can be in Roots; rootsRoom keeps its arrays from
// lying at equal distances of a power of two, which the first cache dislikes.
const (
	rootsMax  = 256
	rootsRoom = rootsMax + 8
)

// Roots are brackets of eigenvalues on their way to become narrow: root i is the
// eigenvalue number Index[i], from 0, and lies between Lo.X[i] and Hi.X[i], below
// which there are LoCount[i] ≤ Index[i] and HiCount[i] > Index[i] eigenvalues. Old
// is the end that was given up last, or equal to Lo. Width is where the way ends,
// Before and Last are the widths before the last two steps (infinite at the
// start), New and Count are a point between the ends with what [Sturm] finds there.
type Roots struct {
	Lo, Hi, Old      Ends
	LoCount, HiCount [rootsRoom]int64
	Index            [rootsRoom]int64
	Before, Last     [rootsRoom]float64
	Width            [rootsRoom]float64
	New              Ends
	Count            [rootsRoom]int64
}

// Ends are points with the determinants Value·2^Power there.
type Ends struct {
	X, Value [rootsRoom]float64
	Power    [rootsRoom]int64
}

// Narrow takes in the new points of the first n roots, n a multiple of 8 up to 256,
// chooses the next ones, and reports whether a bracket is still wider than Width.
// Those that are not do not change.
//
// Where the bracket holds one eigenvalue the next point is the zero of the linear
// fractional function through both ends and the end given up last (of the linear
// one at the start), moved towards the farther end by a small part of the difference of
// the two, so that both ends come close. Otherwise, and where two steps did not halve the
// bracket, it is the middle: the steps are at most three times those of bisection.
// For isolated eigenvalues of random matrices about eight do (compare
// Jarratt and Nudds, Comput. J. 8 (1965) 62, for the interpolation, and Oliveira
// and Takahashi, ACM Trans. Math. Softw. 47 (2020) 5, for the overshoot).
func Narrow(r *Roots, n int) (active bool) {
	if n < 8 || n > rootsMax || n%8 != 0 {
		panic(fmt.Sprintf("kernel: Narrow of %d roots, want a multiple of 8 from 8 to %d", n, rootsMax))
	}
	return narrow(r, n)
}

func narrowGo(r *Roots, n int) (active bool) {
	for i := range n {
		if r.Hi.X[i]-r.Lo.X[i] > r.Width[i] {
			if r.Count[i] > r.Index[i] {
				r.Old.set(i, &r.Hi)
				r.Hi.set(i, &r.New)
				r.HiCount[i] = r.Count[i]
			} else {
				r.Old.set(i, &r.Lo)
				r.Lo.set(i, &r.New)
				r.LoCount[i] = r.Count[i]
			}
		}
		w := r.Hi.X[i] - r.Lo.X[i]
		r.New.X[i] = r.guess(i, w)
		r.Before[i], r.Last[i] = r.Last[i], w
		active = active || w > r.Width[i]
	}
	return active
}

func (e *Ends) set(i int, from *Ends) {
	e.X[i], e.Value[i], e.Power[i] = from.X[i], from.Value[i], from.Power[i]
}

func (r *Roots) guess(i int, w float64) float64 {
	lo, hi, old := r.Lo.X[i], r.Hi.X[i], r.Old.X[i]
	half := w * 0.5
	atLo, atHi, atOld := r.Lo.Value[i], r.scaled(i, &r.Hi), r.scaled(i, &r.Old)
	step := float64(w*atLo) / (atLo - atHi)
	fromOld := lo - old
	weightOld, weightHi, weightLo := float64(w*atHi)*atLo, float64(fromOld*atOld)*atLo, float64((old-hi)*atHi)*atOld
	fraction := (float64(weightHi*w) - float64(weightOld*fromOld)) / (float64(weightLo) + float64(weightHi) + float64(weightOld))
	over := w * 0.125
	if fraction > 0 && fraction < w && fromOld != 0 {
		over = math.Abs(fraction-step) * 0x1p-5
		step = fraction
	}
	if least := r.Width[i] * 0.375; !(over > least) {
		over = least
	}
	// Written so that a NaN gives half.
	if step < half {
		if step += over; !(step < half) {
			step = half
		}
	} else if step -= over; !(step > half) {
		step = half
	}
	x := lo + step
	if x > lo && x < hi && !(w > r.Before[i]*0.5) && r.HiCount[i]-r.LoCount[i] == 1 {
		return x
	}
	return lo + half
}

// scaled returns the determinant at an end over the power of two at the lower end;
// beyond the range of interest it is only large or small.
func (r *Roots) scaled(i int, e *Ends) float64 {
	power := min(max(e.Power[i]-r.Lo.Power[i], -400), 400)
	return e.Value[i] * math.Float64frombits(uint64(1023+power)<<52)
}
