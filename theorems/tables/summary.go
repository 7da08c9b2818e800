package tables

import (
	"cmp"
	"math"
	"slices"
)

// A Summary is what the runs of a cell came to. Summaries form a commutative monoid: counts
// are integers, sums have no error, the least and the greatest are so by a total order. So it
// does not matter in which order, and in which parts, runs are summed; and a thousand million
// runs take no more memory than one, but for some [MostPoints] points.
type Summary struct {
	Runs    int
	Classes map[string]Class
	unknown []string
}

// A Class is what the runs of one class came to.
type Class struct {
	Runs int
	// First is the least index of a run of the class, which replays it.
	First  int
	Values map[string]Values
	// Points are those of its runs, of the least indices if there are more than [MostPoints].
	Points []Point
}

// Values are what a value of runs came to.
type Values struct {
	N   int
	Sum Sum
	// Least and Greatest are the extremes, and LeastAt and GreatestAt the least indices of
	// runs that gave them.
	Least, Greatest     float64
	LeastAt, GreatestAt int
}

// Mean returns the mean, correctly rounded before the division; NaN if there are no values.
func (v Values) Mean() float64 { return v.Sum.Float() / float64(v.N) }

// count adds the run of an index, whose tally has been checked.
func (s *Summary) count(index int, t Tally) {
	one := Class{Runs: 1, First: index, Values: map[string]Values{}}
	if t.Point != nil {
		one.Points = []Point{{index, slices.Clone(t.Point)}}
	}
	for _, v := range t.Values {
		x := Values{N: 1, Least: v.X, Greatest: v.X, LeastAt: index, GreatestAt: index}
		x.Sum.Add(v.X)
		one.Values[v.Name] = x
	}
	s.Merge(Summary{Runs: 1, Classes: map[string]Class{t.Class: one}})
}

// Merge adds the runs of another summary.
func (s *Summary) Merge(o Summary) {
	s.Runs += o.Runs
	if s.Classes == nil {
		s.Classes = map[string]Class{}
	}
	for name, c := range o.Classes {
		if mine, ok := s.Classes[name]; ok {
			c = mine.merged(c)
		} else {
			c = Class{Values: map[string]Values{}, First: c.First}.merged(c) // nothing is shared
		}
		s.Classes[name] = c
	}
}

func (c Class) merged(o Class) Class {
	c.Runs += o.Runs
	c.First = min(c.First, o.First)
	c.Points = joined(c.Points, o.Points)
	for name, v := range o.Values {
		c.Values[name] = c.Values[name].merged(v)
	}
	return c
}

func (v Values) merged(o Values) Values {
	if v.N == 0 {
		v = Values{Least: o.Least, Greatest: o.Greatest, LeastAt: o.LeastAt, GreatestAt: o.GreatestAt}
	}
	v.N += o.N
	v.Sum.AddSum(o.Sum)
	if c := cmp.Or(cmp.Compare(o.Least, v.Least), cmp.Compare(o.LeastAt, v.LeastAt)); c < 0 {
		v.Least, v.LeastAt = o.Least, o.LeastAt
	}
	if c := cmp.Or(cmp.Compare(v.Greatest, o.Greatest), cmp.Compare(o.GreatestAt, v.GreatestAt)); c < 0 {
		v.Greatest, v.GreatestAt = o.Greatest, o.GreatestAt
	}
	return v
}

// Of returns what the runs of the classes that is accepts came to, together.
func (s Summary) Of(is func(class string) bool) Class {
	all := Class{Values: map[string]Values{}, First: math.MaxInt}
	for name, c := range s.Classes {
		if is(name) {
			all = all.merged(c)
		}
	}
	return all
}

// Pool returns what the runs of several cells came to together; its first runs name none.
func Pool(of []Summary) Summary {
	var all Summary
	for _, s := range of {
		all.Merge(s)
		all.unknown = s.unknown
	}
	return all
}

// Unknown returns the number of runs that count for no side.
func (s Summary) Unknown() int { return s.Of(s.isUnknown).Runs }

func (s Summary) isUnknown(class string) bool { return slices.Contains(s.unknown, class) }
