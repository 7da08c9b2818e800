package papers

import (
	"context"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"saddle/models/data"
	"saddle/theorems"
	"saddle/theorems/relu"
	"saddle/theorems/tables"
)

func TestConcordance(t *testing.T) {
	for _, c := range []struct {
		x, y []float64
		want float64
	}{
		{[]float64{1, 2}, []float64{5, 7}, 1}, {[]float64{1, 2}, []float64{7, 5}, 0}, {[]float64{1, 1}, []float64{7, 5}, 0.5},
		{[]float64{1, 2, 3}, []float64{1, 3, 2}, 2. / 3}, {[]float64{3, 1, 2}, []float64{3, 1, 2}, 1},
	} {
		if got := concordance(c.x, c.y); got != c.want {
			t.Errorf("%v, %v: %v, want %v", c.x, c.y, got, c.want)
		}
	}
}

// Deviations and correlations from sums are those of two passes over the numbers.
func TestMomentsOfNets(t *testing.T) {
	table := NetsOfDigits
	var ends []DigitsEnd
	r := rand.New(rand.NewPCG(72, 0))
	for range 40 {
		x := r.NormFloat64()
		ends = append(ends, DigitsEnd{1 + 0.1*x, 2 + 0.2*x + 0.1*r.NormFloat64()})
	}
	var m moments
	table.Runs, table.Cells = len(ends), table.Cells[:1]
	table.Batch = func(_ context.Context, _ DigitsCell, runs []theorems.Run) (out []DigitsEnd, err error) {
		for _, r := range runs {
			out = append(out, ends[r.Index])
		}
		return out, nil
	}
	row := table.Row
	table.Row = func(c DigitsCell, s tables.Summary) []tables.Entry { m = momentsOf(s); return row(c, s) }
	if _, err := table.Make(t.Context(), tables.Options{}); err != nil {
		t.Fatal(err)
	}
	var mean [2]float64
	for _, e := range ends {
		mean[0] += e.Training / 40
		mean[1] += e.Test / 40
	}
	var want [3]float64
	for _, e := range ends {
		a, b := e.Training-mean[0], e.Test-mean[1]
		want[0] += a * a / 39
		want[1] += b * b / 39
		want[2] += a * b / 39
	}
	for i, got := range []float64{m.variance[0], m.variance[1], m.covariance} {
		if math.Abs(got-want[i]) > 1e-13 {
			t.Errorf("moment %d is %v, want %v", i, got, want[i])
		}
	}
	e := m.correlation(25)
	if rho := want[2] / math.Sqrt(want[0]*want[1]); math.Abs(*e.Ours-rho) > 1e-11 || !(e.Interval.Lo < rho && rho < e.Interval.Hi) || *e.Published != 0.7616 {
		t.Errorf("%+v, want %v", e, rho)
	}
}

// The fast evaluation of an end is the loss of the nets at the images.
func TestEndsOfDigits(t *testing.T) {
	d := digitNet{images: 50, tests: 30, epochs: 40, batch: 10, rate: 0.2}
	training, test, err := d.end(t.Context(), theorems.Run{Rand: rand.New(rand.NewPCG(73, 0))}, 32)
	if err != nil || !(training < 0.3) || !(test > 2*training) || !(test < 3) {
		t.Errorf("losses %v and %v, %v", training, test, err)
	}
	_, tests := data.MNIST10()
	if got := (firstDigits{30, true}).all(); got.set.Samples() != 30 || got.batch.Labels[7] != tests.Label(7) {
		t.Errorf("%v", got.set)
	}
}

// The interpolation takes all targets, at any width that it may have.
func TestInterpolations(t *testing.T) {
	for _, n := range []ReLUNet{
		{Widths: []int{1, 2, 1}, Above: 2, X: [][]int{{0}, {1}, {2}}, Y: []int{0, 0, 1}},
		{Widths: []int{1, 9, 1}, Above: 2, X: [][]int{{0}, {1}, {2}, {3}, {4}}, Y: []int{-3, 2, 2, -1000, 7}},
	} {
		out, err := relu.Outputs(n.net(), n.interpolation())
		if err != nil {
			t.Fatal(err)
		}
		for s, y := range n.Y {
			if out.At(s, 0).String() != strconv.Itoa(y) {
				t.Errorf("%v: output %v at %d, want %d", n.Widths, out.At(s, 0), s, y)
			}
		}
	}
}

// Histograms hold every run once, and the figures of a small run can be drawn.
func TestDigitsFigures(t *testing.T) {
	r, err := NetsOfDigits.Make(t.Context(), tables.Options{Runs: 5, Cells: []string{"n1=3"}})
	if err != nil || len(r.Figures) != 3 {
		t.Fatalf("%d figures, %v", len(r.Figures), err)
	}
	total := 0.0
	for _, y := range r.Figures[2].Series[0].Y {
		total += y
	}
	if math.Abs(total-1) > 1e-12 {
		t.Errorf("the bins have %v of the runs", total)
	}
	for _, f := range r.Figures {
		if err := f.Check(); err != nil {
			t.Error(err)
		}
	}
}

// The band lies between the energies of the ground state and of the threshold, and an end has one place.
func TestPlacesOfEnds(t *testing.T) {
	for u, want := range map[float64]string{
		-1.7: belowBand, -1.658: belowBand, -1.656: inBand, -1.634: inBand, -1.632: aboveBand, -1.2: aboveBand,
	} {
		if got := (GlassEnd{U: u, Converged: true}).bandTally(); got.Class != "index 0, "+want || len(got.Values) != 3 {
			t.Errorf("%v: %+v, want %s", u, got, want)
		}
	}
	if got := (GlassEnd{U: -1.64}).bandTally(); got.Class != notConverged {
		t.Errorf("%+v", got)
	}
	v := map[string]tables.Values{}
	for name, x := range map[string][2]float64{"u": {1, 2}, "u²": {1, 4}} {
		value := tables.Values{N: 2}
		value.Sum.Add(x[0])
		value.Sum.Add(x[1])
		v[name] = value
	}
	if e := glassSpread(GlassCell{8}, v); math.Abs(*e.Ours-2) > 1e-12 || !(e.Interval.Lo < 1 && e.Interval.Hi > 4) { // deviation 1/√2
		t.Errorf("%+v", e)
	}
}
