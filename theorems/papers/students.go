package papers

import (
	"fmt"
	"sync"

	"saddle/models/symmetric"
	"saddle/theorems"
	"saddle/theorems/certify"
	"saddle/theorems/hunt"
)

// A SymmetricStudent names a critical point of the student–teacher loss whose neurons permutations of the
// coordinates only exchange: a family of package symmetric, and its two numbers.
//
//	mirrored       n = k = P            all neurons mirror images; M is 0
//	flipped        n = k = P + M        P flipped neurons, M aligned ones
//	one more       n = k + 1, k = P + M  the same and one neuron more
//	paired         n = k + M, k = P + M  P flipped neurons, M pairs
//	accompanied    n = k + M, k = P + M  P aligned neurons, M flipped ones, each with a small one
type SymmetricStudent struct {
	Family string
	P, M   int
}

// K returns the number of the teacher's neurons.
func (s SymmetricStudent) K() int { return s.P + s.M }

// N returns the number of the student's.
func (s SymmetricStudent) N() int {
	switch s.Family {
	case "one more":
		return s.K() + 1
	case "paired", "accompanied":
		return s.K() + s.M
	}
	return s.K()
}

// String returns k, n, the family and its two numbers.
func (s SymmetricStudent) String() string {
	return fmt.Sprintf("k = %d, n = %d (%s, %d and %d)", s.K(), s.N(), s.Family, s.P, s.M)
}

// start returns the shape with a point near the critical point.
func (s SymmetricStudent) start() (symmetric.Shape, []float64) {
	p, m, k := float64(s.P), float64(s.M), float64(s.K())
	switch s.Family {
	case "mirrored":
		return symmetric.Mirrored(k)
	case "flipped":
		return symmetric.Flipped(p, k)
	case "one more":
		return symmetric.WithOneMore(p, k)
	case "paired":
		return symmetric.Paired(p, m)
	case "accompanied":
		return symmetric.Accompanied(p, m)
	}
	return symmetric.Shape{}, nil
}

// proved are the critical points that were asked for: several claims ask for the same.
var proved sync.Map // SymmetricStudent → func() (certify.SymmetricPoint, error)

// critical returns the critical point with its proof.
func (s SymmetricStudent) critical() (certify.SymmetricPoint, error) {
	once, _ := proved.LoadOrStore(s, sync.OnceValues(func() (certify.SymmetricPoint, error) { return provedPoint(s.start()) }))
	return once.(func() (certify.SymmetricPoint, error))()
}

// provedPoint settles near a start and proves what is there.
func provedPoint(s symmetric.Shape, x []float64) (certify.SymmetricPoint, error) {
	at, err := hunt.Settle(s, x)
	if err != nil {
		return certify.SymmetricPoint{}, err
	}
	return certify.CriticalPointOfShape(s, at.X)
}

// isSpurious decides whether the critical point is a strict local minimum that is not global.
func (s SymmetricStudent) isSpurious() theorems.Evidence {
	p, err := s.critical()
	switch {
	case err != nil:
		return theorems.Undecidable("%v: %v", s, err)
	case p.Spurious(), p.Curvature.Hi < 0:
		return theorems.Certainly(p.Spurious(), "%v: %v", s, p)
	}
	return theorems.Undecidable("%v: %v", s, p)
}

// labels are the classes of a critical point: its k and the neurons that the student has beyond the
// teacher's.
func (s SymmetricStudent) labels() []string {
	return []string{fmt.Sprintf("k=%d", s.K()), fmt.Sprintf("n=k+%d", s.N()-s.K())}
}
