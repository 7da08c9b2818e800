package relu

import (
	"testing"
	"time"
)

// A wide and deep net has few classes of paths, however many there are.
func TestWide(t *testing.T) {
	n := Net{Widths: []int{1, 100, 200, 100, 1}, Activation: ReLU, X: column(0, 1, 2, 3), Y: column(0, 0, 1, 5)}
	w, err := AffineFit(n)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if d, err := Decide(n, w, nil); err != nil || d.Kind != Minimum {
		t.Errorf("%v, %v", d.Kind, err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}
