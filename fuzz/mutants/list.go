package main

import "slices"

// all returns every mutant, those first which are built and tested in less time.
func all() []Mutant {
	return slices.Concat(exactly, kinked, deciders, decisions, provers, enclosures, certificates, symmetries, claims, deepLinear, draws, laws, engine, statistics, tabled)
}
