package theorems

import (
	"math"
	"math/rand/v2"
)

// A Law is a statement about a probability, or about the mean of a bounded
// quantity: the mean of Sample lies in Region. A run decides it by an
// anytime-valid confidence sequence at a stated error; with finitely many runs
// it is never proved. A law that breaks a rule below is not run: it is
// undecided, and the report says which field is at fault.
type Law struct {
	Name, Says string
	Source     Source
	Corrected  string
	// Expect is Inside, Outside, or Open.
	Expect Outcome
	// Range bounds the samples, finitely; the zero value means [0, 1].
	Range [2]float64
	// Region is where the mean is claimed to lie: some of the range, more than a
	// point, less than all. An infinite end is no bound on that side.
	Region Region
	// Sample is one run: a value in Range, and the class of the run ("" for
	// none). The runs must be independent and alike: randomness comes from the
	// run's generator, and nothing depends on Index. It is called from several
	// goroutines at once.
	Sample func(r Run) (value float64, class string)
	// Samples stands in place of Sample where runs are cheaper side by side: it makes up
	// to Together runs and gives the value and class of each, in order, which must be what
	// the run gives alone. The law stops at the run that decides it, as with Sample.
	Samples  func(runs []Run) []Sampled
	Together int
	// Error is the probability that the law or its control is decided wrongly,
	// half for each; 0 means 1e-7. Else 0 < Error < 1.
	Error float64
	// Runs is the greatest number of runs; 0 means 10000. The law stops as
	// soon as it is decided.
	Runs int
	// Least is the least number of runs, at most Runs: with fewer the law is
	// undecided.
	Least int
	// Share demands a least share of the runs for a class. It is a fault if the
	// runs exclude it, at an error of 1e-8 for each class besides Error.
	Share map[string]float64
	// Control is the same law with a wrong sampler.
	Control *LawControl
	// Figures, if not nil, draws what there is to see beside the intervals of the mean, as those
	// of a [Claim] do.
	Figures func(Report) []Figure
}

// A LawControl is a sampler for which a law must come out the other way:
// outside its region if it is expected inside, and inside if outside.
type LawControl struct {
	Name string
	// Sample, or Samples in its place, up to the law's Together at once.
	Sample  func(r Run) (value float64, class string)
	Samples func(runs []Run) []Sampled
	// Least is the least number of runs, at most the law's Runs.
	Least int
	// Rate, if not zero, is a published x of m with which the control must be
	// consistent: its confidence sequence must contain x/m.
	Rate [2]int
}

// A Run is one run of a law: its index, and random numbers that depend on
// nothing but the law, the seed and the index.
type Run struct {
	Index int
	*rand.Rand
}

// A Sampled is what a run gives: a value in the Range, and a class ("" for none).
type Sampled struct {
	Value float64
	Class string
}

// Info describes l.
func (l Law) Info() Info {
	in := Info{Name: l.Name, Says: l.Says, Source: l.Source, Corrected: l.Corrected, Kind: "law", Expect: l.Expect}
	if l.Control != nil {
		in.Controls = []string{"rejects: " + l.Control.Name}
	}
	return in
}

// bounds returns the ends of the range.
func (l Law) bounds() (a, z float64) {
	if l.Range == [2]float64{} {
		return 0, 1
	}
	return l.Range[0], l.Range[1]
}

// ends returns the ends of the region, an infinite one as that of the range.
func (l Law) ends() (lo, hi float64) {
	lo, hi = l.bounds()
	if !math.IsInf(l.Region.Lo, -1) {
		lo = l.Region.Lo
	}
	if !math.IsInf(l.Region.Hi, 1) {
		hi = l.Region.Hi
	}
	return lo, hi
}

// error is the error probability of the law and its control together.
func (l Law) error() float64 {
	if l.Error == 0 {
		return 1e-7
	}
	return l.Error
}

func (l Law) most() int {
	if l.Runs == 0 {
		return 10000
	}
	return l.Runs
}

func (l Law) runs(b Budget) int {
	n := l.most()
	if b.Short {
		n = max(n/50, 1)
	}
	return max(n, b.Cases)
}

// rate is the published rate, if there is one.
func (c LawControl) rate() (p float64, ok bool) {
	return float64(c.Rate[0]) / float64(c.Rate[1]), c.Rate != [2]int{}
}
