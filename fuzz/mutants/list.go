package main

import "slices"

// all returns every mutant, those first which are built and tested in less time.
func all() []Mutant {
	return slices.Concat(exactly, kinked, deciders, linearNets, reductions, decisions, provers, enclosures, certificates, symmetries, claims, practice, fits, training, wideNets, deepLinear, linearClaims, draws, spins, laws, ensembles, engine, statistics, tabled, searched, deepNets, surfaces, spectrums, processes, matchings, iterated, solves, estimates, sliced, curvatures, interchanged)
}
