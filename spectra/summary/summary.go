package summary

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// Format is the version of the JSON form of a Summary.
const Format = "saddle-spectrum/1"

// Options say how a summary is made. The zero value, like nil, are the defaults.
type Options struct {
	Workers int  // goroutines; 0 means GOMAXPROCS. The result does not depend on it
	Vectors bool // eigenvectors as well
	// Progress, if not nil, is called with the thirds of the work that are done, and 3.
	Progress func(done, all int)
}

// A Summary is what is known of the spectrum of one symmetric matrix.
type Summary struct {
	Format string `json:"format"`
	Order  int    `json:"order"` // rows and columns
	Signs  Signs  `json:"signs"` // of all eigenvalues, proved
	// Values are the eigenvalues in ascending order, each as often as its multiplicity, and
	// Error is how far each may be from the true one: the error of a backward stable method,
	// and not proved.
	Values []float64 `json:"values"`
	Error  float64   `json:"error"`
	// Quartiles are values that a quarter, a half and three quarters of all do not exceed.
	Quartiles [3]float64 `json:"quartiles"`
	Condition Condition  `json:"condition"`
	Density   Histogram  `json:"density"`
	// Vectors[i] is a unit eigenvector of Values[i]; nil if they were not asked for.
	Vectors [][]float64 `json:"vectors,omitempty"`
}

// Signs are counts of eigenvalues, as those of a [spectra.Inertia].
type Signs struct {
	Neg    int `json:"negative"`
	Zero   int `json:"zero"`
	Pos    int `json:"positive"`
	Unsure int `json:"unsure"` // the sign is not proved
}

// String returns the counts as [spectra.Inertia] does.
func (s Signs) String() string { return spectra.Inertia(s).String() }

// ErrOverflow reports a matrix with an eigenvalue beyond float64.
type ErrOverflow struct{ Largest float64 } // the largest |a_ij|

// Error says what is wrong and what would do.
func (e ErrOverflow) Error() string {
	return fmt.Sprintf("summary: an eigenvalue is beyond float64, with entries up to %.3g: divide the matrix by a power of two", e.Largest)
}

// Of summarises a, whose entries are taken to be exact; it reads the stored triangle. The signs
// are those that [spectra.InertiaOfDense] proves.
//
// A NaN or an infinity is a [spectra.ErrNotFinite], a matrix without rows or a negative number
// of workers a [spectra.ErrArgument], and an eigenvalue beyond float64 an [ErrOverflow]. When
// ctx is done Of stops after the part that it is at, with the error of ctx.
//
// Cost: 2n³ flops, with vectors some 6n³, and where signs are unsure at first what InertiaOfDense says.
func Of(ctx context.Context, a mat.Symmetric, opt *Options) (Summary, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	step := func(done int) error {
		if o.Progress != nil {
			o.Progress(done, 3)
		}
		return ctx.Err()
	}
	n := a.SymmetricDim()
	if n == 0 {
		return Summary{}, spectra.ErrArgument{Arg: "the order of a", Want: "1 or more"}
	}
	if err := step(0); err != nil {
		return Summary{}, err
	}
	in, err := spectra.InertiaOfDense(a)
	if err != nil {
		return Summary{}, err
	}
	if err := step(1); err != nil {
		return Summary{}, err
	}
	spectrum, err := spectra.EigenWith(a, &spectra.EigenOptions{Workers: o.Workers, Vectors: o.Vectors})
	if err != nil {
		return Summary{}, err
	}
	v := spectrum.Values
	if math.IsInf(v[0], 0) || math.IsInf(v[n-1], 0) {
		return Summary{}, ErrOverflow{largest(a)}
	}
	s := Summary{Format: Format, Order: n, Signs: Signs(in), Values: v, Error: spectrum.Backward}
	for _, r := range spectrum.Radius {
		s.Error = max(s.Error, r+spectrum.Backward)
	}
	for k := range s.Quartiles {
		s.Quartiles[k] = v[(n-1)*(k+1)/4]
	}
	s.Condition = conditionOf(s)
	s.Density = histogram(v, s.Error)
	if o.Vectors {
		s.Vectors = make([][]float64, n)
		for i := range s.Vectors {
			s.Vectors[i] = mat.Col(nil, i, spectrum.Vectors)
		}
	}
	return s, step(3)
}

func largest(a mat.Symmetric) (x float64) {
	for i := range a.SymmetricDim() {
		for j := range i + 1 {
			x = max(x, math.Abs(a.At(i, j)))
		}
	}
	return x
}
