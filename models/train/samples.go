package train

import (
	"saddle/models"
	"saddle/models/data"
)

// samples are rows of a data set, copied for a net.
type samples struct {
	batch models.Batch
}

// of returns the chosen samples, in storage that the next call overwrites.
func (s *samples) of(set *data.Set, chosen []int) models.Batch {
	d, k := set.Inputs(), set.Targets()
	if n := len(chosen); cap(s.batch.X) < n*d {
		s.batch.X, s.batch.Y, s.batch.Labels = make([]float64, n*d), make([]float64, n*k), make([]int, n)
	}
	b := models.Batch{X: s.batch.X[:len(chosen)*d]}
	for i, sample := range chosen {
		set.Input(b.X[i*d:][:d], sample)
	}
	if k == 0 {
		b.Labels = s.batch.Labels[:len(chosen)]
		for i, sample := range chosen {
			b.Labels[i] = set.Label(sample)
		}
		return b
	}
	b.Y = s.batch.Y[:len(chosen)*k]
	for i, sample := range chosen {
		set.Target(b.Y[i*k:][:k], sample)
	}
	return b
}

// BatchOf returns all samples of a set as one batch, a copy.
func BatchOf(set *data.Set) models.Batch {
	order := make([]int, set.Samples())
	for i := range order {
		order[i] = i
	}
	return new(samples).of(set, order)
}
