// Package papers holds what is claimed about the loss landscapes of neural networks, one file
// a source: a paper, or the lecture deck. README.md lists the claims with their statements.
//
// A claim is a variable named for it, so that a test of one's own can run it, or decide a
// case with it; the types of cases are those of the claims, and documented there.
//
//	papers.LinearMinimaAreGlobal.Check(t)
//
// Published tables are variables too, and [Tables] is their list.
//
// What several sources draw is in draw.go, what they decide by in decide.go.
package papers

import "saddle/theorems"

// All is every claim, in the order in which they are reported. A claim that is
// declared and not listed here fails the tests.
var All = []theorems.Theorem{
	LinearMinimaAreGlobal,
	ZeroHessianFromTwoHiddenLayers,
	ChainSaddlesAreFlat,
	MoreThanTwoHiddenLayers,
	HessianOnTheAxisIsMinus2,
	HessianOnTheAxisIsMinus2K,
	KindsOfTheExamples,
	SecondOrderTestDecides,
	NondegenerateHessianDecides,
	NewtonTakesOneStepOnAQuadratic,
	PermutationsOfUnits,
	IndependentSigns,
	GOE2FlipsCoins,
	GOE3FlipsCoins,
	GOE2PositiveDefinite,
	GOE3PositiveDefinite,
	SpuriousMinimaFromK6,
	Theorem1,
	PairsFromK7,
	NoneFromKPlus2,
	MinimaFromKPlus2,
	MirroredIsNotFound,
	NoSpuriousEndsFromKPlus2,
	RateGrowsWithK,
	SpuriousEndsAtKPlus1,
	AveragesOfTheRawData,
	CorrectedAverages,
	DeviationBoundAsCoded,
	DeviationBound,
	SplitMinimaAreSaddles,
	TeachersInPartsAreGlobal,
	MixedDerivativeAtAngle0AsCoded,
	MixedDerivativeAtAngle0,
	FamiliesTurnIntoMinima,
	ObjectivesAsKGrows,
	MinimaBecomeFlat,
	BornDead,
	AdamIsStuckMoreOften,
	RegressionSetsHaveBadMinima,
	SecondSetAsPrinted,
	DeadLayersAreMinima,
	DeadLayersWithMeanOutputAreBadMinima,
	ReLUNetsHaveBadMinima,
	AffineFitsAreBadMinima,
	BadMinimaAtAnyWidth,
}
