package papers

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models/spin"
	"saddle/theorems/tables"
)

// cos x + cos y + cos z has eight critical points in a period, of which C(3, k) have the index k.
func TestSearchOfWaves(t *testing.T) {
	field, err := spin.NewWaves([][]float64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, []float64{1, 1, 1}, []float64{0, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	s, r := waveSearch{field: field, n: 3, step: make([]float64, 3)}, rand.New(rand.NewPCG(3, 3))
	for range 400 {
		s.from(turnsOf(r, 3))
	}
	counts := make([]int, 4)
	for _, k := range s.indices {
		counts[k]++
	}
	if !slices.Equal(counts, []int{1, 3, 3, 1}) || s.euler() != 0 {
		t.Errorf("indices %v, %d in sum", counts, s.euler())
	}
	for _, x := range s.found {
		for _, c := range x {
			if d := math.Abs(math.Remainder(c, math.Pi)); d > 1e-9 {
				t.Errorf("a point at %v", x)
			}
		}
	}
}

// Fields have as many saddles as extrema in two dimensions; a run is repeated by its seed, and ends with its context.
func TestRunsOfWaves(t *testing.T) {
	for seed := range uint64(5) {
		run := func() WaveEnd {
			e, err := WaveCell{2}.run(t.Context(), rand.New(rand.NewPCG(seed, 1)))
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		e := run()
		if !e.Complete || e.Indices[1] != e.Indices[0]+e.Indices[2] || e.Indices[0] == 0 || e.Indices[2] == 0 || !slices.Equal(e.Indices, run().Indices) {
			t.Errorf("%+v, again %+v", e, run())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (WaveCell{2}).run(ctx, rand.New(rand.NewPCG(1, 1))); err == nil {
		t.Error("a run goes on after its end")
	}
	for _, n := range []int{1, 5} {
		if CriticalPointsOfWaves.Valid(WaveCell{n}) == nil {
			t.Errorf("n = %d is a cell", n)
		}
	}
}

// Two fields, of 4 and 8 critical points, with 2 extrema each: the ratio is 4/12, and half of it minima.
func TestShareOfMinima(t *testing.T) {
	v := map[string]tables.Values{}
	for _, e := range []WaveEnd{{Indices: []int{1, 2, 1}, Complete: true}, {Indices: []int{1, 6, 1}, Complete: true}} {
		for _, x := range (WaveCell{2}).tally(e).Values {
			value := v[x.Name]
			value.N++
			value.Sum.Add(x.X)
			v[x.Name] = value
		}
	}
	e := shareOfMinima(v)
	// extrema − points/3 is 2/3 and −2/3, of variance 4/9; over 2·6 and √(2 − 1)
	if want := normalQuantile * (2. / 3) / 12; math.Abs(*e.Ours-1./6) > 1e-15 || math.Abs(e.Interval.Hi-1./6-want) > 1e-12 || math.Abs(1./6-e.Interval.Lo-want) > 1e-12 {
		t.Errorf("%v, %+v", *e.Ours, e.Interval)
	}
	if got := (WaveCell{2}).tally(WaveEnd{Indices: []int{1, 1, 1}}); got.Class != notComplete || got.Values != nil {
		t.Errorf("%+v", got)
	}
}
