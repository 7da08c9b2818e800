package papers

import "saddle/theorems/tables"

// Tables is every published table that can be run, in the order in which they are listed.
var Tables = []tables.Experiment{
	SafranSpuriousMinima,
	SafranNoneFound,
	SafranNearlyAll,
	SwirszczConvergence,
}
