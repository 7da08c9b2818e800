package spectra

// A Definiteness is what a symmetric matrix is by the signs of its eigenvalues.
type Definiteness int

// The kinds, by eigenvalues. A definite matrix is semidefinite too, and the zero matrix both ways.
const (
	AllPositive  Definiteness = 1 + iota // positive definite
	NoneNegative                         // positive semidefinite
	AllNegative                          // negative definite
	NonePositive                         // negative semidefinite
	BothSigns                            // indefinite
	SomeZero                             // singular
)

var definitenesses = [...]string{"", "positive definite", "positive semidefinite", "negative definite", "negative semidefinite", "indefinite", "singular"}

// String returns the name, as "positive semidefinite".
func (d Definiteness) String() string {
	if d < 1 || int(d) >= len(definitenesses) {
		return "?"
	}
	return definitenesses[d]
}

// Is reports whether a matrix with these signs is of a kind; known is false where unsure signs leave
// it open. With saddle/theorems it is evidence: theorems.Is(inertia, spectra.BothSigns) where the
// inertia is that of an exact matrix, as [ExactInertia] returns it, and theorems.IsCertainly where it
// is that of an enclosure.
func (in Inertia) Is(kind Definiteness) (yes, known bool) {
	n, sure := in.Dim(), in.Unsure == 0
	switch kind {
	case AllPositive:
		yes, known = in.Pos == n, sure || in.Neg+in.Zero > 0
	case NoneNegative:
		yes, known = sure && in.Neg == 0, sure || in.Neg > 0
	case AllNegative:
		yes, known = in.Neg == n, sure || in.Pos+in.Zero > 0
	case NonePositive:
		yes, known = sure && in.Pos == 0, sure || in.Pos > 0
	case BothSigns:
		missing := 2 - min(in.Neg, 1) - min(in.Pos, 1) // signs that unsure ones would have to bring
		yes, known = missing == 0, missing == 0 || missing > in.Unsure
	case SomeZero:
		yes = in.Zero > 0
		known = yes || sure
	}
	return yes, known
}

// Class returns the narrowest kind that is known, "zero" for a matrix without other eigenvalues, or
// "unsure".
func (in Inertia) Class() string {
	if in.Unsure == 0 && in.Neg+in.Pos == 0 {
		return "zero"
	}
	for _, kind := range []Definiteness{BothSigns, AllPositive, AllNegative, NoneNegative, NonePositive} {
		if yes, _ := in.Is(kind); yes {
			return kind.String()
		}
	}
	return "unsure"
}
