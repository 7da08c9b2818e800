// Package fuzz holds native fuzz targets that try to break the other packages:
//
//	FuzzClaims        every claim of papers.All, on cases that the data draws
//	FuzzTapes         hand-written models against their formulas
//	FuzzIntervalTape  enclosures on a box against exact values at its points
//	FuzzInertia       proved signs and bounds against exact inertia
//	FuzzReadKey       the text of a key, there and back
//
// (FuzzInclusion in saddle/spectra/interval does the same for the elementary
// functions.) One target at a time is fuzzed:
//
//	go test -run '^$' -fuzz '^FuzzTapes$' -fuzztime 20s ./fuzz
//
// Data is read as a sequence of choices, and what is missing counts as zeros: no
// input is invalid, and shorter ones are simpler cases. The tests of the package show
// that the seeds of each target decide cases, and that a wrong model is reported.
//
// How much of all this would notice a fault is measured by the command in
// fuzz/mutants, which puts one at a time into the other packages.
package fuzz
