package spectra

import "testing"

// What is said of signs that are partly unsure must be said of every way to make them sure, and if it
// is the same of all, it is known.
func TestDefiniteness(t *testing.T) {
	of := map[Definiteness]func(neg, zero, pos int) bool{
		AllPositive:  func(neg, zero, pos int) bool { return neg+zero == 0 },
		NoneNegative: func(neg, zero, pos int) bool { return neg == 0 },
		AllNegative:  func(neg, zero, pos int) bool { return zero+pos == 0 },
		NonePositive: func(neg, zero, pos int) bool { return pos == 0 },
		BothSigns:    func(neg, zero, pos int) bool { return neg > 0 && pos > 0 },
		SomeZero:     func(neg, zero, pos int) bool { return zero > 0 },
	}
	for code := range 3 * 3 * 3 * 4 {
		in := Inertia{code % 3, code / 3 % 3, code / 9 % 3, code / 27}
		for kind, is := range of {
			yes, no := false, false
			for neg := range in.Unsure + 1 {
				for zero := range in.Unsure - neg + 1 {
					holds := is(in.Neg+neg, in.Zero+zero, in.Pos+in.Unsure-neg-zero)
					yes, no = yes || holds, no || !holds
				}
			}
			if got, known := in.Is(kind); known != (yes != no) || known && got != yes {
				t.Errorf("%v is %v: %v, known %v; it can be %v and can be not %v", in, kind, got, known, yes, no)
			}
		}
	}
	if yes, known := (Inertia{Pos: 1}).Is(0); yes || known {
		t.Error("a kind without name is known")
	}
}

func TestClassOfInertia(t *testing.T) {
	for want, in := range map[string]Inertia{
		"zero": {Zero: 2}, "unsure": {Pos: 1, Unsure: 1}, "indefinite": {Neg: 1, Pos: 1, Unsure: 3},
		"positive definite": {Pos: 2}, "negative definite": {Neg: 2},
		"positive semidefinite": {Pos: 1, Zero: 1}, "negative semidefinite": {Neg: 1, Zero: 1},
	} {
		if got := in.Class(); got != want {
			t.Errorf("%v: %s, want %s", in, got, want)
		}
	}
}
