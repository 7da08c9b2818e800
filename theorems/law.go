package theorems

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// A Law is a statement about a probability, or about the mean of a bounded
// quantity: the mean of Sample lies in Region. A run decides it by an
// anytime-valid confidence sequence at a stated error; with finitely many runs
// it is never proved.
type Law struct {
	Name, Says string
	Source     Source
	Corrected  string
	// Expect is Inside, Outside, or Open.
	Expect Outcome
	// Range bounds the samples; the zero value means [0, 1].
	Range [2]float64
	// Region is where the mean is claimed to lie.
	Region Region
	// Sample is one run: a value in Range, and the class of the run ("" for
	// none). The runs must be independent and alike: randomness comes from the
	// run's generator, and nothing depends on Index. It is called from several
	// goroutines at once.
	Sample func(r Run) (value float64, class string)
	// Error is the probability that the law or its control is decided wrongly,
	// half for each; 0 means 1e-7.
	Error float64
	// Runs is the greatest number of runs; 0 means 10000. The law stops as
	// soon as it is decided.
	Runs int
	// Least is the least number of runs, for the bound that is printed.
	Least int
	// Share demands a least share of the runs for a class. It fails only where
	// the runs exclude it.
	Share map[string]float64
	// Control is the same law with a wrong sampler.
	Control *LawControl
}

// A LawControl is a sampler for which a law must come out the other way:
// outside its region if it is expected inside, and inside if outside.
type LawControl struct {
	Name   string
	Sample func(r Run) (value float64, class string)
	// Least is the least number of runs.
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
	// Sequence is the confidence sequence at the law's error: valid although
	// the number of runs depended on what was seen.
	Sequence Region `json:"sequence"`
	// Plain is the Clopper–Pearson 95 % interval, for comparison; it takes the
	// number of runs as given.
	Plain  Region  `json:"plain"`
	Region Region  `json:"region"`
	Error  float64 `json:"error"`
}

// String returns the estimate on one line.
func (e Estimate) String() string {
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
	k := Key{Claim: l.Name + string(data)}
	if d := l.sample(l.Sample, k); d.err != nil {
		t.Fatal(d.err)
	}
}

// Replay makes the run of k once more.
func (l Law) Replay(_ context.Context, k Key, _ Budget) (Replayed, error) {
	sample := l.Sample
	switch {
	case k.Known:
		return Replayed{}, ErrNoCase{k, "a law lists none"}
	case k.Control == "":
	case l.Control != nil && l.Control.Name == k.Control:
		sample = l.Control.Sample
	default:
		return Replayed{}, ErrNoCase{k, fmt.Sprintf("the law has no control %q", k.Control)}
	}
	d := l.sample(sample, k)
	if d.err != nil {
		return Replayed{}, d.err
	}
	seen := fmt.Sprintf("value %v %s", d.value, d.class)
	return Replayed{Finding: Finding{fmt.Sprintf("run %d", k.Index), Evidence{Grade: Tested, Seen: seen, Class: d.class}, k, 0}}, nil
}

// Run makes runs until the confidence sequence decides, control first.
func (l Law) Run(ctx context.Context, b Budget) Report {
	return b.report(ctx, l.Info(), func(ctx context.Context, r *Report) { l.run(ctx, b, r) })
}

func (l Law) run(ctx context.Context, b Budget, r *Report) {
	r.Grade = Tested
	if l.Name == "" || l.Sample == nil {
		r.fault("the law has no Name or no Sample")
		return
	}
	if l.Control != nil {
		c, err := l.control(ctx, b)
		r.Controls = append(r.Controls, c)
		if err != nil {
			r.fault("control %q: %v", c.Name, err)
		}
	}
	d := l.decide(ctx, b, "", l.Sample, l.Least)
	r.Outcome, r.Why, r.Law, r.Classes = d.outcome, d.why, &d.Estimate, d.classes
	r.Cases, r.Decided = d.Runs, d.Runs
	for _, class := range slices.Sorted(maps.Keys(l.Share)) {
		s, share := sequence{t: d.Runs, sum: float64(d.classes[class]), alpha: 1e-9}, l.Share[class]
		if s.sum < share*float64(s.t) && s.excludes(share) {
			r.fault("class %q is %v of %d runs, %.2g%% are demanded", class, s.sum, s.t, 100*share)
		}
	}
	if d.fault != nil {
		r.fault("%v", d.fault)
	}
}

// control runs the wrong sampler, which must come out the other way.
func (l Law) control(ctx context.Context, b Budget) (Control, error) {
	ctx, cancel := b.share(ctx, 0.5)
	defer cancel()
	d := l.decide(ctx, b, l.Control.Name, l.Control.Sample, l.Control.Least)
	out := Control{Name: l.Control.Name, Outcome: d.outcome, Expect: Outside, Cases: d.Runs, Seen: d.Estimate.String(), Why: d.why}
	if l.Expect == Outside {
		out.Expect = Inside
	}
	out.Truncated = ctx.Err() != nil && d.outcome == Undecided
	if m := l.Control.Rate[1]; m > 0 {
		p := float64(l.Control.Rate[0]) / float64(m)
		out.Seen += fmt.Sprintf("; published: %d of %d", l.Control.Rate[0], m)
		if p < d.Sequence.Lo || p > d.Sequence.Hi {
			out.Why = fmt.Sprintf("the published rate %.4g is not in %v", p, d.Sequence)
		}
	}
	out.Needed = classes(d.classes)
	return out, d.fault
}

// A decision is how the runs of one sampler came out.
type decision struct {
	Estimate
	outcome Outcome
	why     string
	classes map[string]int
	fault   error
}

type sampled struct {
	value float64 // scaled to [0, 1]
	class string
	err   error
}

// decide makes at least the given number of runs, until the sequence decides.
func (l Law) decide(ctx context.Context, b Budget, control string, sample func(Run) (float64, string), least int) decision {
	n := l.runs(b)
	if b.Short {
		least /= 20
	}
	s := sequence{alpha: l.error() / 2}
	d := decision{outcome: Undecided, classes: map[string]int{}}
	stage := control
	if stage == "" {
		stage = "claim"
	}
	work := func(i int) sampled {
		return l.sample(sample, Key{Claim: l.Name, Control: control, Seed: b.seed(), Index: i})
	}
	fold := func(i int, x sampled) bool {
		if x.err != nil {
			d.fault = x.err
			return true
		}
		s.add(x.value)
		if x.class != "" {
			d.classes[x.class]++
		}
		b.tell(Progress{Claim: l.Name, Stage: stage, Done: i + 1, Total: n})
		d.outcome = l.where(&s)
		return d.outcome != Undecided && s.t >= min(least, n)
	}
	ordered(ctx, n, b.workers(), false, work, fold)
	d.Estimate = l.estimate(&s)
	if d.outcome == Undecided {
		d.why = fmt.Sprintf("%d runs do not decide whether %v lies in the region", s.t, d.Sequence)
		if b.Short {
			d.why += " (a short run)"
		}
	}
	return d
}

// where compares the confidence sequence with the region.
func (l Law) where(s *sequence) Outcome {
	lo, hi := l.scale(l.Region.Lo), l.scale(l.Region.Hi)
	mean := s.sum / float64(s.t)
	switch {
	case mean >= lo && mean <= hi:
		if (lo <= 0 || s.excludes(lo)) && (hi >= 1 || s.excludes(hi)) {
			return Inside
		}
	case mean < lo && s.excludes(lo), mean > hi && s.excludes(hi):
		return Outside
	}
	return Undecided
}

func (l Law) estimate(s *sequence) Estimate {
	a, w := l.bounds()
	back := func(r Region) Region { return Region{Lo: a + w*r.Lo, Hi: a + w*r.Hi} }
	lo, hi := s.interval()
	e := Estimate{Runs: s.t, Sequence: back(Region{Lo: lo, Hi: hi}), Plain: back(Region{Lo: 0, Hi: 1}), Region: l.Region, Error: s.alpha}
	if s.t > 0 {
		e.Mean = a + w*s.sum/float64(s.t)
		e.Plain = back(clopperPearson(s.sum, float64(s.t), 0.05))
	}
	return e
}

func (l Law) sample(sample func(Run) (float64, string), k Key) (d sampled) {
	defer func() {
		if p := recover(); p != nil {
			d.err = fmt.Errorf("run %v panics: %v", k, p)
		}
	}()
	d.value, d.class = sample(Run{k.Index, k.Rand()})
	if v := l.scale(d.value); v >= 0 && v <= 1 {
		d.value = v
		return d
	}
	a, w := l.bounds()
	d.err = fmt.Errorf("run %v gives %v, which is not in the range [%v, %v]", k, d.value, a, a+w)
	return d
}

// bounds returns the lower end and the width of the range.
func (l Law) bounds() (a, w float64) {
	if l.Range == [2]float64{} {
		return 0, 1
	}
	return l.Range[0], l.Range[1] - l.Range[0]
}

func (l Law) scale(x float64) float64 { a, w := l.bounds(); return (x - a) / w }

// error is the error probability of the law and its control together.
func (l Law) error() float64 {
	if l.Error == 0 {
		return 1e-7
	}
	return l.Error
}

func (l Law) runs(b Budget) int {
	n := l.Runs
	if n == 0 {
		n = 10000
	}
	if b.Short {
		n = max(n/20, 1)
	}
	return max(n, b.Cases)
}
