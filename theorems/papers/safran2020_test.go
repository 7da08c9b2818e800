package papers

import (
	"math"
	"slices"
	"testing"

	"saddle/models"
)

// A split neuron leaves the function as it is: the loss, of one neuron more, is the same. What is split
// sums to the neuron.
func TestSplitNeuron(t *testing.T) {
	for _, s := range splitNeurons() {
		at, err := SymmetricStudent{"flipped", 1, s.K - 1}.critical()
		if err != nil {
			t.Fatal(err)
		}
		w, err := at.Shape.Expand(at.X)
		if err != nil {
			t.Fatal(err)
		}
		before := slices.Clone(w)
		z := s.split(w)
		if !slices.Equal(w, before) || len(z) != s.K*(s.K+1) {
			t.Fatalf("%+v: %d numbers of %d", s, len(z), len(w))
		}
		if a, b := teacher(s.K, s.K).Loss(w), teacher(s.K, s.K+1).Loss(z); math.Abs(a-b) > 1e-13 {
			t.Errorf("%+v: the loss is %v, split %v", s, a, b)
		}
		for j, x := range w[s.Neuron*s.K:][:s.K] {
			if parts := z[s.Neuron*s.K+j] + z[s.K*s.K+j]; parts != x {
				t.Errorf("%+v: the parts of entry %d sum to %v, not %v", s, j, parts, x)
			}
		}
	}
}

// The exact loss of a teacher in parts is that of the model at these weights.
func TestTeacherInParts(t *testing.T) {
	for _, s := range []TeacherInParts{{[][]int{{8}, {3, 5}}}, {[][]int{{7}, {8}}}, {[][]int{{9, 9}, {1, 2, 3}, {8}}}} {
		k := len(s.Eighths)
		var w []float64
		for j, parts := range s.Eighths {
			for _, p := range parts {
				row := make([]float64, k)
				row[j] = float64(p) / 8
				w = append(w, row...)
			}
		}
		m, err := models.NewTeacher(k, len(w)/k, k)
		if err != nil {
			t.Fatal(err)
		}
		var squares, products float64
		for i, a := range s.sums() {
			for j, b := range s.sums() {
				if x := float64((a - 8) * (b - 8)); i == j {
					squares += x
				} else {
					products += x
				}
			}
		}
		if got, want := m.Loss(w), squares/256+products/(256*math.Pi); math.Abs(got-want) > 1e-14 {
			t.Errorf("%v: %v, want %v", s, got, want)
		}
	}
}
