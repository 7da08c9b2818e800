package main

import "slices"

// all returns every mutant, those first which are built and tested in less time.
func all() []Mutant {
	return slices.Concat(exactly, kinked, deciders, linearNets, reductions, decisions, provers, enclosures, certificates, symmetries, claims, practice, deepLinear, linearClaims, draws, spins, laws, engine, statistics, tabled)
}
