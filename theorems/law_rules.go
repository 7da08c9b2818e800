package theorems

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// malformed returns the rules without which the runs of a law mean nothing. A
// law that breaks one is not run.
func (l Law) malformed() []string {
	var r rulebook
	r.unless(l.Name != "" && !strings.Contains(l.Name, "@"), "the Name is %q: want one without @, which keys need", l.Name)
	r.samplers("the law", l.Sample != nil, l.Samples != nil)
	together := l.Together == 0
	if l.Samples != nil || l.Control != nil && l.Control.Samples != nil {
		together = l.Together > 0
	}
	r.unless(together, "Together is %d: want a number of runs at a time with Samples, and 0 without", l.Together)
	r.unless(l.Expect == Inside || l.Expect == Outside || l.Expect == Open, "a law cannot be expected to come out as %v: want Inside, Outside or Open", l.Expect)
	r.unless(l.error() > 0 && l.error() < 1, "the Error is %v: want a probability between 0 and 1, or 0 for 1e-7", l.Error)
	r.unless(l.Runs >= 0, "Runs is %d: want a number of runs, or 0 for 10000", l.Runs)
	r.unless(l.Least >= 0 && l.Least <= l.most(), "Least is %d: want at least 0, and at most Runs, %d", l.Least, l.most())
	r.regions(l)
	r.shares(l.Share)
	if l.Control != nil {
		r.control(l)
	}
	return r
}

func (r *rulebook) regions(l Law) {
	a, z := l.bounds()
	if !(a < z) || math.IsInf(z-a, 0) {
		r.unless(false, "the Range [%v, %v] is empty or not finite: want a < b, and b − a finite", a, z)
		return
	}
	lo, hi := l.ends()
	switch {
	case l.Region.Lo == 0 && l.Region.Hi == 0:
		r.unless(false, "the Region is empty or forgotten: want one as Between(0.2, 0.3)")
	case !(l.Region.Lo < l.Region.Hi):
		r.unless(false, "the Region %v is a point, or empty: want Lo < Hi, as no runs show that a mean lies in a point", l.Region)
	case lo < a || hi > z:
		r.unless(false, "the Region %v is not in the range [%v, %v]: want ends in it, or infinite ones for no bound", l.Region, a, z)
	case !(lo < hi):
		r.unless(false, "the Region %v is a point of the range [%v, %v]: want more than that", l.Region, a, z)
	case lo == a && hi == z:
		r.unless(false, "the Region %v is the whole range [%v, %v]: nothing could lie outside", l.Region, a, z)
	}
}

// samplers wants one of the two.
func (r *rulebook) samplers(of string, one, many bool) {
	r.unless(one || many, "%s has no Sample", of)
	r.unless(!one || !many, "%s has Sample and Samples: want one of them", of)
}

func (r *rulebook) shares(share map[string]float64) {
	sum := 0.0
	for _, class := range slices.Sorted(maps.Keys(share)) {
		s := share[class]
		r.unless(class != "" && s > 0 && s <= 1, "the Share of class %q is %v: want a class with a name, and a share above 0, at most 1", class, s)
		sum += s
	}
	r.unless(sum <= 1+1e-9, "the Shares sum to %v: want at most 1, as a run is of one class", sum)
}

func (r *rulebook) control(l Law) {
	c := l.Control
	a, z := l.bounds()
	r.unless(c.Name != "", "the Control has no Name, which keys need")
	r.samplers("the Control", c.Sample != nil, c.Samples != nil)
	r.unless(c.Least >= 0 && c.Least <= l.most(), "Least of the Control is %d: want at least 0, and at most Runs, %d", c.Least, l.most())
	if p, ok := c.rate(); ok {
		r.unless(c.Rate[0] >= 0 && c.Rate[0] <= c.Rate[1] && p >= a && p <= z, "the Rate of the Control is %v: want {x, m} with 0 ≤ x ≤ m, m > 0, and x/m in the range", c.Rate)
	}
}

func (l Law) audit() []string {
	r := rulebook(l.malformed())
	r.unless(l.Expect == Open || l.Control != nil, "it has no control: no wrong sampler that it rejects")
	return r
}

// shareError is the probability that a demanded share is wrongly said to be missed.
const shareError = 1e-8

// errors is the error probability of the law, its control and its shares.
func (l Law) errors() float64 { return l.error() + shareError*float64(len(l.Share)) }
