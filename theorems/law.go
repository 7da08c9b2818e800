package theorems

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
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
}

// A LawControl is a sampler for which a law must come out the other way:
// outside its region if it is expected inside, and inside if outside.
type LawControl struct {
	Name   string
	Sample func(r Run) (value float64, class string)
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

// Info describes l.
func (l Law) Info() Info {
	in := Info{Name: l.Name, Says: l.Says, Source: l.Source, Corrected: l.Corrected, Kind: "law", Expect: l.Expect}
	if l.Control != nil {
		in.Controls = []string{"rejects: " + l.Control.Name}
	}
	return in
}

// Check runs l with the budget of go test. Under -short a twentieth of the
// runs is made and the law may stay undecided; it must not be decided wrongly.
func (l Law) Check(t *testing.T) {
	t.Helper()
	check(t, l)
}

// Fuzz makes the run that data keys and fails t if its value is out of range.
func (l Law) Fuzz(t *testing.T, data []byte) {
	if errs := l.malformed(); errs != nil {
		t.Fatal(errs)
	}
	k := Key{Claim: l.Name + string(data)}
	if d := l.sample(l.Sample, k); d.err != nil {
		t.Fatal(d.err)
	}
}

// Replay makes the run of k once more.
func (l Law) Replay(ctx context.Context, k Key, _ Budget) (Replayed, error) {
	sample := l.Sample
	switch errs := l.malformed(); {
	case errs != nil:
		return Replayed{}, ErrAudit{l.Name, errs[0]}
	case k.Known:
		return Replayed{}, ErrNoCase{k, "a law lists none"}
	case k.Control == "":
	case l.Control != nil && l.Control.Name == k.Control:
		sample = l.Control.Sample
	default:
		return Replayed{}, ErrNoCase{k, fmt.Sprintf("the law has no control %q", k.Control)}
	}
	var d sampled
	fold := func(_ int, x sampled) bool { d = x; return true }
	switch {
	case !ordered(ctx, 1, 1, false, func(int) sampled { return l.sample(sample, k) }, fold).whole:
		return Replayed{}, unreturned(ctx, k)
	case d.err != nil:
		return Replayed{}, d.err
	}
	seen := fmt.Sprintf("value %v %s", d.value, d.class)
	return Replayed{Finding: Finding{fmt.Sprintf("run %d", k.Index), Evidence{Grade: Tested, Seen: seen, Class: d.class}, k, 0}}, nil
}
