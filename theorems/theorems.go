package theorems

// All is every claim, in the order in which they are reported. A claim that is
// declared and not listed here fails the tests.
var All = []Theorem{
	linearMinimaAreGlobal,
	zeroHessianAtOrigin,
	chainSaddlesAreFlat,
	threeHiddenLayersNeeded,
	hessianIsMinusTwo,
	hessianIsMinusTwoK,
	kindsOfTheExamples,
	sameHessianSameKind,
	nondegenerateHessianDecides,
	newtonTakesOneStep,
	permutationsGiveEqualLoss,
	signsAreCoinFlips,
	goeFlipsTwoCoins,
	goeFlipsThreeCoins,
	goePositiveDefinite2,
	goePositiveDefinite3,
	spuriousMinima,
	noSpuriousEnds,
	reluHasBadMinima,
}
