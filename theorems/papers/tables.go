package papers

import (
	"saddle/theorems"
	"saddle/theorems/tables"
)

// Tables is every published table that can be run, in the order in which they are listed.
var Tables = []tables.Experiment{
	SafranSpuriousMinima,
	SafranNoneFound,
	SafranNearlyAll,
	SwirszczConvergence,
	ParitiesOfManyBitsAreNotLearnt,
	DecompositionAgainstEndToEnd,
	BlindSpots,
	NetsOfDigits,
	IndexOfRandomTasks,
	FreenessOfRandomNets,
	IndexOfDigitNets,
	MinimalRatio,
	SpinGlassDescents,
	LargeSpinGlassDescents,
	OutliersOfDigitNets,
	CriticalPointsOfWaves,
	GoodfellowLines,
	GoodfellowLSTM,
	FiveMethods,
	Switching,
	Basins,
	Branches,
	PolynomialUnits,
	Batches,
	Sharpness,
	ImBatchNorm,
	LiTrajectoryShares,
	LiSkip,
	AinsworthJoined,
}

// StudentHunts are the sources of which the student's spurious minima can be hunted.
var StudentHunts = []theorems.Source{safran2018.Locate("whether n ≥ k + 2 has spurious minima", "Considering Data")}
