package papers

import (
	"testing"

	"pgregory.net/rapid"

	"saddle/spectra/interval"
)

// a ∂L/∂a − ∂L/∂b = λa², as far as enclosures tell.
func TestIdentityOfTheNeuron(t *testing.T) {
	for _, p := range drawn(60, func(t *rapid.T) NeuronPoint { return drawNeuron(t, true) }) {
		g, a := p.gradient(0), interval.Of(float64(p.A)/4)
		got := a.Mul(g[0]).Sub(g[2])
		if want := float64(p.Lambda) / 4 * float64(p.A*p.A) / 16; !got.Contains(want) || got.Width() > 1e-3 {
			t.Errorf("%+v: %v, want %v", p, got, want)
		}
	}
}
