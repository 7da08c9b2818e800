package surface

import (
	"math"
	"slices"
)

// A Profile is what a line says in numbers. Each is NaN where a node that it needs is missing or not finite.
type Profile struct {
	// Delta is the least Δ ≥ 0 with L(α2) ≤ L(α1) + Δ for all nodes α1 < α2: 0 for a monotone profile (Lucas et al. 2021).
	Delta float64
	// Barrier is the most by which the loss exceeds the straight line between those at its ends, at least 0.
	Barrier float64
	// Half is the first node at which half of the way from the first loss to the last is made.
	Half float64
}

// Profile returns it for the nodes from 0 to 1 of a line through two points, of which both must be nodes, and for all nodes of another line. It panics for a
// plane.
func (s Surface) Profile() Profile {
	if len(s.Z) != 1 {
		panic("surface: a plane has no profile")
	}
	var alpha, z []float64
	nodes := s.Grid.X.All()
	if s.Plane.Kind == Linear && !slices.Contains(nodes, 1) {
		return Profile{math.NaN(), math.NaN(), math.NaN()}
	}
	for j, a := range nodes {
		if s.Plane.Kind != Linear || a >= 0 && a <= 1 {
			alpha, z = append(alpha, a), append(z, s.Z[0][j])
		}
	}
	return ProfileOf(alpha, z)
}

// ProfileOf returns the profile of losses z at increasing alpha, of the same length of at least 1.
func ProfileOf(alpha, z []float64) Profile {
	n := len(z)
	for _, x := range z {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return Profile{math.NaN(), math.NaN(), math.NaN()}
		}
	}
	p := Profile{Half: alpha[n-1]}
	least := z[0]
	for i, x := range z {
		least = min(least, x)
		p.Delta = max(p.Delta, x-least)
		if n > 1 {
			t := (alpha[i] - alpha[0]) / (alpha[n-1] - alpha[0])
			p.Barrier = max(p.Barrier, x-(float64((1-t)*z[0])+float64(t*z[n-1])))
		}
	}
	half := z[0] + (z[n-1]-z[0])/2
	for i, x := range z {
		if z[n-1] <= z[0] && x <= half || z[n-1] > z[0] && x >= half {
			p.Half = alpha[i]
			break
		}
	}
	return p
}
