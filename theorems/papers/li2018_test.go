package papers

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saddle/theorems/surface"
)

// TestSlicesAreThoseOfThePackage: what is decided in rational numbers is what the package surface draws, in floats, for each normalisation.
func TestSlicesAreThoseOfThePackage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scaled := rapid.SampledFrom([]Scaling{ByFilter, ByNeuron, Unscaled}).Draw(t, "scaled")
		n := li2018Net(t, scaled, false)
		n.Activation = ReLU
		m, w := li2018Model(n)
		normal := map[Scaling]surface.Normalisation{ByFilter: surface.Filter, ByNeuron: surface.Neuron, Unscaled: surface.Plain}[scaled]
		for k, rescaled := range []bool{false, true} {
			exact, ok := n.slice(rescaled)
			s := li2018Slice(m, w[k], n.Along, normal, surface.Grid{X: surface.Symmetric(1, 2)})
			for i, z := range s.Z[0] {
				if want, _ := exact[i].Float64(); !ok || math.Abs(z-want/2) > 1e-9*(1+want) {
					t.Errorf("%v, rescaled %v: the loss at node %d is %v, want half of %v", scaled, rescaled, i, z, want)
				}
			}
		}
	})
}
