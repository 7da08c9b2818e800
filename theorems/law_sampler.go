package theorems

import "fmt"

// A sampler makes runs of a law, some of them side by side.
type sampler struct {
	runs     func([]Run) []Sampled
	together int // at least 1
}

// newSampler takes what a law or its control has: one of the two.
func newSampler(one func(Run) (float64, string), many func([]Run) []Sampled, together int) sampler {
	if many != nil {
		return sampler{many, together}
	}
	return sampler{func(runs []Run) []Sampled {
		value, class := one(runs[0])
		return []Sampled{{value, class}}
	}, 1}
}

func (l Law) sampler() sampler { return newSampler(l.Sample, l.Samples, l.Together) }

func (l Law) controlSampler() sampler {
	return newSampler(l.Control.Sample, l.Control.Samples, l.Together)
}

// blocks is how many calls make n runs.
func (s sampler) blocks(n int) int { return (n + s.together - 1) / s.together }

type sampled struct {
	Sampled
	err error
}

// block makes the runs of a block, of n in all. Of the first block it makes the first run once
// more, alone: one that heeds its neighbours would not be the run that its key replays.
func (l Law) block(s sampler, key func(int) Key, block, n int) []sampled {
	first := block * s.together
	keys := []Key{}
	for i := first; i < min(first+s.together, n); i++ {
		keys = append(keys, key(i))
	}
	out := l.sample(s, keys)
	if block > 0 || len(keys) < 2 || out[0].err != nil {
		return out
	}
	if alone := l.sample(s, keys[:1])[0]; alone.err != nil {
		out[0] = alone
	} else if alone != out[0] {
		out[0].err = fmt.Errorf("run %v gives %v %q alone, and %v %q beside others: want Samples to give each run the same", keys[0], alone.Value, alone.Class, out[0].Value, out[0].Class)
	}
	return out
}

// sample makes the runs of the keys, or the one before the first fault.
func (l Law) sample(s sampler, keys []Key) (out []sampled) {
	runs := make([]Run, len(keys))
	for i, k := range keys {
		runs[i] = Run{k.Index, k.Rand()}
	}
	defer func() {
		if p := recover(); p != nil {
			out = []sampled{{err: panicked(fmt.Sprintf("run %v", keys[0]), p)}}
		}
	}()
	values := s.runs(runs)
	if len(values) != len(runs) {
		return []sampled{{err: fmt.Errorf("run %v: Samples gives %d values for %d runs", keys[0], len(values), len(runs))}}
	}
	a, z := l.bounds()
	for i, v := range values {
		x := sampled{Sampled: v}
		if !(v.Value >= a && v.Value <= z) {
			x.err = fmt.Errorf("run %v gives %v, which is not in the range [%v, %v]", keys[i], v.Value, a, z)
		}
		out = append(out, x)
	}
	return out
}
