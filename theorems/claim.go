package theorems

import (
	"pgregory.net/rapid"
)

// A Claim is one published statement: for all cases that satisfy Given, Then.
//
// A case is a plain exported value (integers, slices, strings, small structs),
// so that its %#v is a Go literal which pastes into Known.
type Claim[C any] struct {
	// Name is "key/what-it-says", as "kawaguchi2016/local-minima-are-global".
	Name string
	// Says is the statement in the symbols of its source.
	Says   string
	Source Source
	// Corrected names the claim that is true instead, if this one is false.
	Corrected string

	// Expect is what a run must come out as. The zero value, Open, demands
	// nothing: a conjecture.
	Expect Outcome

	// Draw draws cases that satisfy every hypothesis, by construction.
	Draw func(*rapid.T) C
	// Cases, if not nil, are all the cases there are: Then decides each, and
	// the claim is proved if it is true of all. Draw must then be nil. A value of
	// which Says speaks, as in "k = 6 … 10", must be the class "k=6", … of a case.
	Cases []C
	// Exists turns the claim into "there is a case that satisfies Given and
	// Then": a witness proves it, and dropping a hypothesis must leave none.
	Exists bool
	// Given are the hypotheses.
	Given []Hypothesis[C]
	// Missing is, for a claim that is false as stated, the hypothesis that was
	// left out: drawn cases that satisfy it must be decided true. Its Drop and
	// Known are not used.
	Missing *Hypothesis[C]
	// Then is the conclusion, decided for one case. It is called from several
	// goroutines at once.
	Then func(C) Evidence
	// Known are the cases of the paper and every case that once failed; for a
	// claim that is false, the smallest counterexample first.
	Known []C

	// Label and Labels, if not nil, sort cases into classes, and Evidence.Class
	// does: a case is of all that are named. Share demands a least share of the
	// drawn cases for a class; it fails where these exclude it, at an error of 1e-8.
	Label  func(C) string
	Labels func(C) []string
	Share  map[string]float64
	// MinDecided is the least share of cases that must be decided; 0 means 1/2. A
	// case that did not come back in time is not.
	MinDecided float64
	// Effort scales the default number of cases of a run; 0 means 1. A claim
	// whose cases are expensive asks for less.
	Effort float64

	// Sizes, if not nil, lists the cases by size: a run whose budget asks to exhaust sizes decides
	// all of them, in order.
	Sizes *Enumeration[C]

	// Figures, if not nil, draws what there is to see, from a report of this claim: the same
	// figures for the same report, in less than a second.
	Figures func(Report) []Figure
}

// A Hypothesis is a condition of a claim with the generator that breaks it.
type Hypothesis[C any] struct {
	Name string
	// Holds reports whether the case satisfies the hypothesis.
	Holds func(C) bool
	// Drop draws cases that violate this hypothesis, those it Entails, and no
	// other. Among them a counterexample must be found.
	Drop func(*rapid.T) C
	// Known are cases that need the hypothesis, the smallest first.
	Known []C
	// Entails names hypotheses that fail whenever this one does.
	Entails []string
	// Idle says why the hypothesis is not needed for the conclusion, with the
	// source. Drop must then be there, and find no counterexample.
	Idle string
}

// Info describes c.
func (c Claim[C]) Info() Info {
	in := Info{Name: c.Name, Says: c.Says, Source: c.Source, Corrected: c.Corrected, Expect: c.Expect, Kind: "for all"}
	switch {
	case c.Exists:
		in.Kind = "exists"
	case c.Cases != nil:
		in.Kind = "for each of a list"
	}
	if c.Missing != nil {
		in.Controls = append(in.Controls, "true with: "+c.Missing.Name)
	}
	for _, h := range c.Given {
		if h.Idle == "" {
			in.Controls = append(in.Controls, "without: "+h.Name)
		}
	}
	return in
}
