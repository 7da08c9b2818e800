package theorems

import "fmt"

// An Estimate is what a law's runs say of its mean.
type Estimate struct {
	Runs int     `json:"runs"`
	Mean float64 `json:"mean"`
	// Sequence is the confidence sequence at Error: valid although the number of
	// runs depended on what was seen. It is what decides.
	Sequence Region `json:"sequence"`
	// Plain is the Clopper–Pearson 95 % interval, for comparison; it takes the
	// number of runs as given.
	Plain  Region `json:"plain"`
	Region Region `json:"region"`
	// Error is half the law's: that of the law, or of its control, alone.
	Error float64 `json:"error"`
}

// String returns the estimate on one line.
func (e Estimate) String() string {
	if e.Runs == 0 {
		return "no runs"
	}
	return fmt.Sprintf("mean %.4g of %d runs, in %v at error %.2g (plain 95 %%: %v); the region is %v",
		e.Mean, e.Runs, e.Sequence, e.Error, e.Plain, e.Region)
}
