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
// What several sources draw is in draw.go and fraction.go, what they decide by in decide.go; chainplace.go,
// form.go and unitnet.go have the losses that several speak of.
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
	DerivativesOfAChain,
	CriticalPointsOfAChain,
	SpectrumAtTheMinimaOfAChain,
	SpectrumWithTwoZeros,
	WaysDownAndUpFromTheSaddles,
	MinimaOfAChainAreJoined,
	TheLineIntoTheSaddle,
	RoundingKeepsTheLine,
	ThreeWeightsCrawlIntoTheSaddle,
	EscapeTimes,
	FlatSaddlesAreHarderToEscape,
	LossOfTheInput,
	LossOfTheOutput,
	KindsOfTheExamples,
	SecondOrderTestDecides,
	NondegenerateHessianDecides,
	IndexOfTheExamples,
	ExtremaHaveIndexOne,
	NewtonTakesOneStepOnAQuadratic,
	NewtonShrinksForms,
	PermutationsOfUnits,
	OrbitsOfEqualUnits,
	SignFlipsOfOddUnits,
	LossesAreNotConvex,
	IndependentSigns,
	GOE2FlipsCoins,
	GOE3FlipsCoins,
	GOE2PositiveDefinite,
	GOE3PositiveDefinite,
	SpuriousMinimaFromK6,
	NoSpuriousEndsFromKPlus2,
	RateGrowsWithK,
	SpuriousEndsAtKPlus1,
	AveragesOfTheRawData,
	CorrectedAverages,
	BornDead,
	AdamIsStuckMoreOften,
	RegressionSetsHaveBadMinima,
	SecondSetAsPrinted,
	DeadLayersAreMinima,
	DeadLayersWithMeanOutputAreBadMinima,
	ReLUNetsHaveBadMinima,
	AffineFitsAreBadMinima,
	BadMinimaAtAnyWidth,
	BoundForSquareMatrices,
	BoundForSymmetricMatrices,
	SaddleFreeNewtonDoublesTheWayDown,
	SaddleFreeNewtonOnTheMonkeySaddle,
	MinimaOfTheGradientNormAreCritical,
	MinimaWithNonsingularHessianAreCritical,
	SharpnessIsUnboundedForOneFunction,
	RescalingIsACongruence,
	FlatnessIsAPropertyOfTheFunction,
	BalanceChangesAtSecondOrder,
	NormalisedWeightsGrow,
	SymmetryOfRescaling,
	EveryUnitAddsAZeroEigenvalue,
	SGDLeavesMaxima,
	SGDFallsIntoAMaximum,
	SAMLeavesSaddles,
	SaddlesAttractSAM,
	NormalisedSAMIsCaughtByAMaximum,
	TrainingEndsAtTwoOverTheRate,
	SharperMinimaRepel,
	StableLikeGradientDescent,
	GrowthOfTheMeanSquare,
	LargerBatchesAreStableAtLargerRates,
	LargeStepsStillFindAFlatMinimum,
	NoMinimumIsStableBeyondOneOverD,
}
