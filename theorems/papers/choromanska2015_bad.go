package papers

import (
	"context"
	"fmt"
	"math/rand/v2"

	"saddle/models/nets"
	"saddle/models/train"
	"saddle/theorems"
)

const (
	narrowXOR, wideXOR = 2, 6
	xorSteps           = 1000
)

// BadEndsBecomeRare is about bad ends that are known to be bad, as a net with two units can be right. Where the
// net grows with its teacher, they become frequent instead: see RateGrowsWithK.
var BadEndsBecomeRare = theorems.Law{
	Name: "choromanska2015/bad-ends-become-rare",
	Says: fmt.Sprintf("Training ends badly less often in wide nets: of nets 2–h–1 of ReLUs that are to learn exclusive or in %d steps of gradient descent at rate %g, from weights and biases uniform in ±1/√fan-in, the share that has some sample wrong is larger with h = %d than with h = %d, by 40 points at least",
		xorSteps, descentRate, narrowXOR, wideXOR),
	Source: choromanska2015.Locate("abstract: in small nets “poor quality local minima have non-zero probability of being recovered”; for exclusive or instead of digits", "Conjecture about Deep Learning; Concluding Remarks"),
	Expect: theorems.Inside,
	Range:  [2]float64{-1, 1},
	Region: theorems.Between(0.4, 1),
	Sample: func(r theorems.Run) (float64, string) { return badXOR(r, narrowXOR) - badXOR(r, wideXOR), "" },
	Runs:   1000,
	Error:  1e-8,
	Control: &theorems.LawControl{
		Name:   "h = 4 for the narrow net",
		Sample: func(r theorems.Run) (float64, string) { return badXOR(r, 4) - badXOR(r, wideXOR), "" },
	},
}

// badXOR is the share of eight nets with h units that have not learned exclusive or.
func badXOR(r theorems.Run, h int) float64 {
	t, err := SwirszczCell{Method: "gd", Data: "xor", Unit: "relu", H: h}.task()
	if err != nil {
		panic(err)
	}
	t.Steps = xorSteps
	seed := [2]uint64{r.Uint64(), r.Uint64()}
	start := func(i int) *rand.Rand { return rand.New(rand.NewPCG(seed[0]+uint64(i), seed[1])) }
	ends, err := train.Runs(context.Background(), t, nets.Lanes, start, &train.RunsOptions{Workers: 1})
	if err != nil {
		panic(err)
	}
	bad := 0.0
	for _, e := range ends {
		bad += indicator(!e.Converged())
	}
	return bad / nets.Lanes
}
