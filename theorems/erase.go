package theorems

import (
	"iter"
	"reflect"

	"pgregory.net/rapid"
)

// A claim is a [Claim] whose cases are of any type, as the engine runs it: so the
// engine is compiled once, and not for each type of case.
type claim struct {
	Claim[any]
	caseType reflect.Type
	home     string // the package that states the claim: the one of its functions
}

// erased forgets the type of the cases.
func (c Claim[C]) erased() claim {
	e := claim{caseType: reflect.TypeFor[C](), home: packageOf(c.Draw)}
	e.Name, e.Says, e.Source, e.Corrected, e.Expect, e.Exists = c.Name, c.Says, c.Source, c.Corrected, c.Expect, c.Exists
	e.Draw, e.Cases, e.Known = erasedDraw(c.Draw), anys(c.Cases), anys(c.Known)
	e.Share, e.MinDecided, e.Effort = c.Share, c.MinDecided, c.Effort
	e.Sizes = c.Sizes.erased()
	for _, h := range c.Given {
		e.Given = append(e.Given, h.erased())
	}
	if c.Missing != nil {
		missing := c.Missing.erased()
		e.Missing = &missing
	}
	if c.Then != nil {
		e.home = packageOf(c.Then)
		e.Then = func(x any) Evidence { return c.Then(x.(C)) }
	}
	if c.Label != nil {
		e.Label = func(x any) string { return c.Label(x.(C)) }
	}
	if c.Labels != nil {
		e.Labels = func(x any) []string { return c.Labels(x.(C)) }
	}
	return e
}

func (h Hypothesis[C]) erased() Hypothesis[any] {
	e := Hypothesis[any]{Name: h.Name, Drop: erasedDraw(h.Drop), Known: anys(h.Known), Entails: h.Entails, Idle: h.Idle}
	if h.Holds != nil {
		e.Holds = func(x any) bool { return h.Holds(x.(C)) }
	}
	return e
}

func (s *Enumeration[C]) erased() *Enumeration[any] {
	if s == nil {
		return nil
	}
	e := &Enumeration[any]{By: s.By}
	if s.Of != nil {
		e.Of = func(x any) int { return s.Of(x.(C)) }
	}
	if s.All != nil {
		e.All = func(n int) iter.Seq[any] {
			return func(yield func(any) bool) {
				for x := range s.All(n) {
					if !yield(x) {
						return
					}
				}
			}
		}
	}
	return e
}

func erasedDraw[C any](draw func(*rapid.T) C) func(*rapid.T) any {
	if draw == nil {
		return nil
	}
	return func(t *rapid.T) any { return draw(t) }
}

// anys keeps the difference between no list and an empty one.
func anys[C any](xs []C) []any {
	if xs == nil {
		return nil
	}
	out := make([]any, len(xs))
	for i, x := range xs {
		out[i] = x
	}
	return out
}

// literal returns a case as a Go literal that pastes into Known, in the package
// that states the claim.
func (c claim) literal(x any) string { return literalIn(c.home, x) }

// unprintable says why the literal of a case would not be Go, or not the same case.
func (c claim) unprintable(x any) string { return unprintable(c.home, x) }
