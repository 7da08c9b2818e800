package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/models"
	"saddle/spectra/rational"
	"saddle/theorems"
)

var li2018 = theorems.Source{
	Key:   "li2018",
	Title: "Li et al. 2018, Visualizing the Loss Landscape of Neural Nets",
	URL:   "https://arxiv.org/abs/1712.09913",
}

// A FilteredNet is a net of two hidden units on two inputs, out(x) = Σ c_j φ(a_j·x), with a_j the rows of In and c = Out, and the same net after its unit j
// was rescaled by Out_j/To_j: a_j is multiplied by that, and c_j becomes To_j. The slice through each is along the direction Along, two rows
// for In and one for Out, normalised as Scaled says. The rows of In have one norm, and the norms of Out, To and Along are integers, so that all are
// rational.
type FilteredNet struct {
	In         [2][2]int
	Out, To    [2]int
	Along      [3][2]int
	Samples    [][3]int // two inputs and a target
	Scaled     Scaling
	Activation Activation
}

// A Scaling says how a direction is normalised: that of the package surface, in rational numbers. The zero value is by filters.
type Scaling string

// The scalings.
const (
	ByFilter Scaling = ""       // each row has the norm of that of the weights
	ByNeuron Scaling = "neuron" // by filters, for the same function with hidden rows of norm 1, and carried back
	Unscaled Scaling = "none"
)

// factor is what unit j is multiplied by.
func (n FilteredNet) factor(j int) rational.Number {
	return rational.New(int64(n.Out[j]), int64(n.To[j]))
}

// weights are In and Out, as three rows; rescaled is the second net.
func (n FilteredNet) weights(rescaled bool) (w [3][2]rational.Number) {
	for j := range 2 {
		by, out := rational.Int(1), n.Out[j]
		if rescaled {
			by, out = n.factor(j), n.To[j]
		}
		for i := range 2 {
			w[j][i] = by.Mul(rational.Int(int64(n.In[j][i])))
		}
		w[2][j] = rational.Int(int64(out))
	}
	return w
}

// li2018Norm returns the norm of a row, ok if it is rational.
func li2018Norm(row [2]rational.Number) (norm rational.Number, ok bool) {
	return squared(row[0]).Add(squared(row[1])).Sqrt()
}

// direction scales the direction to the weights; ok is false if a norm is 0 or not rational.
func (n FilteredNet) direction(w [3][2]rational.Number) (d [3][2]rational.Number, ok bool) {
	for r, row := range n.Along {
		for i, x := range row {
			d[r][i] = rational.Int(int64(x))
		}
	}
	if n.Scaled == Unscaled {
		return d, true
	}
	unit := [3]rational.Number{rational.Int(1), rational.Int(1), rational.Int(1)} // what a row is divided by
	if n.Scaled == ByNeuron {
		for j := range 2 {
			if unit[j], ok = li2018Norm(w[j]); !ok || unit[j].IsZero() {
				return d, false
			}
			w[2][j] = w[2][j].Mul(unit[j])
		}
	}
	for r := range d {
		theta, ok := li2018Norm([2]rational.Number{w[r][0].Quo(unit[r]), w[r][1].Quo(unit[r])})
		drawn, ok2 := li2018Norm(d[r])
		if !ok || !ok2 || drawn.IsZero() {
			return d, false
		}
		for i := range 2 {
			d[r][i] = d[r][i].Mul(theta.Quo(drawn).Mul(unit[r]))
			if r == 2 {
				d[r][i] = d[r][i].Quo(unit[i])
			}
		}
	}
	return d, true
}

// li2018At are where slices are compared.
var li2018At = fractions(-2, -1, 0, 1, 2)

// slice returns the losses at the places of li2018At halved.
func (n FilteredNet) slice(rescaled bool) (losses []rational.Number, ok bool) {
	w := n.weights(rescaled)
	d, ok := n.direction(w)
	if !ok {
		return nil, false
	}
	tape := n.tape()
	for _, at := range li2018At {
		var point []rational.Number
		for r := range w {
			for i := range w[r] {
				point = append(point, w[r][i].Add(at.number().Quo(rational.Int(2)).Mul(d[r][i])))
			}
		}
		losses = append(losses, rational.Of(lossAt(tape, rats(point))))
	}
	return losses, true
}

// tape is Σ (out − y)² of a_1, a_2 and c.
func (n FilteredNet) tape() *models.Tape {
	return models.Trace(6, func(w []models.Var) models.Var {
		var terms []models.Var
		for _, s := range n.Samples {
			out := models.Rat(int64(-s[2]), 1)
			for j := range 2 {
				z := w[2*j].Mul(models.Rat(int64(s[0]), 1)).Add(w[2*j+1].Mul(models.Rat(int64(s[1]), 1)))
				out = out.Add(w[4+j].Mul(n.Activation.of(z)))
			}
			terms = append(terms, out.Sqr())
		}
		return models.Sum(terms...)
	})
}

// oneFactor reports whether both units are rescaled alike.
func (n FilteredNet) oneFactor() bool { return n.factor(0).Cmp(n.factor(1)) == 0 }

// positive reports whether no unit changes its sign.
func (n FilteredNet) positive() bool { return n.factor(0).Sign() > 0 && n.factor(1).Sign() > 0 }

// homogeneous reports whether φ(su) = sφ(u) for s > 0.
func (n FilteredNet) homogeneous() bool { return n.Activation == ReLU || n.Activation == Linear }

// same decides whether the two slices are one.
func (n FilteredNet) same() theorems.Evidence {
	a, ok := n.slice(false)
	b, ok2 := n.slice(true)
	if !ok || !ok2 {
		return theorems.Undecidable("a norm is not rational, or 0")
	}
	for i, at := range li2018At {
		if a[i].Cmp(b[i]) != 0 {
			return theorems.Exactly(false, "at α = %v the losses are %s and %s", at.number().Quo(rational.Int(2)), short(a[i]), short(b[i]))
		}
	}
	return theorems.Exactly(true, "the losses are %s, …, %s", short(a[0]), short(a[len(a)-1]))
}

func (n FilteredNet) labels() []string {
	a, ok := n.slice(false)
	return holding(class{"the net is rescaled", n.Out != n.To}, class{"each unit by its own factor", !n.oneFactor()}, class{"the slice is not flat", ok && a[0].Cmp(a[len(a)-1]) != 0},
		class{"a linear net", n.Activation == Linear})
}

// FilterNormalisedSlicesAreOne: the direction is multiplied by what the weights are.
var FilterNormalisedSlicesAreOne = theorems.Claim[FilteredNet]{
	Name:   "li2018/filter-normalised-slices-are-one",
	Says:   "Filter-normalised slices along one drawn direction, at α = −1, −1/2, 0, 1/2, 1, have the same losses for all ReLU and linear nets of two inputs and two hidden units that differ by one positive factor by which the first layer is multiplied and the second divided",
	Source: li2018.Locate("section 4, filter-wise normalisation and scale invariance, as we recall it; its code adds 10⁻¹⁰ to a norm, which is left out", "Skip Connection"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FilteredNet { return li2018Net(t, ByFilter, true) },
	Given: []theorems.Hypothesis[FilteredNet]{
		{
			Name:  "one factor a layer",
			Holds: FilteredNet.oneFactor,
			Drop:  func(t *rapid.T) FilteredNet { return li2018Net(t, ByFilter, false) },
			Known: []FilteredNet{li2018Witness},
		},
		{
			Name:  "the direction is filter-normalised",
			Holds: func(n FilteredNet) bool { return n.Scaled == ByFilter },
			Drop:  func(t *rapid.T) FilteredNet { return li2018Net(t, Unscaled, true) },
			Known: []FilteredNet{{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{6, 8}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}, Scaled: Unscaled}},
		},
		{
			Name:  "the factor is positive",
			Holds: FilteredNet.positive,
			Drop: func(t *rapid.T) FilteredNet {
				n := li2018Net(t, ByFilter, true)
				n.To[0], n.To[1], n.Activation = -n.To[0], -n.To[1], ReLU
				return n
			},
			Known: []FilteredNet{{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{-3, -4}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}}},
		},
		{
			Name:  "the activation is positively homogeneous",
			Holds: FilteredNet.homogeneous,
			Drop: func(t *rapid.T) FilteredNet {
				n := suchThat(t, func(t *rapid.T) FilteredNet { return li2018Net(t, ByFilter, true) }, func(n FilteredNet) bool { return n.Out != n.To })
				n.Activation = rapid.SampledFrom([]Activation{SquaredReLU, Shifted, Odd}).Draw(t, "activation")
				return n
			},
			Known: []FilteredNet{{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{6, 8}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}, Activation: SquaredReLU}},
		},
	},
	Effort:     0.5,
	MinDecided: 1,
	Labels:     FilteredNet.labels,
	Share:      map[string]float64{"the net is rescaled": 0.4, "the slice is not flat": 0.4, "a linear net": 0.1},
	Then:       FilteredNet.same,
	Figures:    li2018Figures,
}

// FilterNormalisedSurfacesAreScaleFree is what is said of them.
var FilterNormalisedSurfacesAreScaleFree = theorems.Claim[FilteredNet]{
	Name:      "li2018/filter-normalised-surfaces-are-scale-free",
	Says:      "Filter-normalised slices along one drawn direction have the same losses for all ReLU and linear nets of one function that differ by positive factors of their hidden units",
	Source:    li2018.Locate("what is repeated of section 4, which speaks of scale invariance of ReLU nets, as we recall it: of one factor for each filter", "Skip Connection"),
	Corrected: "li2018/neuron-normalised-slices-are-one",
	Expect:    theorems.Refuted,
	Draw: func(t *rapid.T) FilteredNet {
		return li2018Net(t, ByFilter, rapid.Bool().Draw(t, "one factor"))
	},
	Missing:    &theorems.Hypothesis[FilteredNet]{Name: "one factor a layer", Holds: FilteredNet.oneFactor},
	Known:      []FilteredNet{li2018Witness},
	MinDecided: 1,
	Then:       FilteredNet.same,
}

// NeuronNormalisedSlicesAreOne: nets that differ by factors of units have the same net with hidden rows of norm 1.
var NeuronNormalisedSlicesAreOne = theorems.Claim[FilteredNet]{
	Name:   "li2018/neuron-normalised-slices-are-one",
	Says:   "Slices along one drawn direction, filter-normalised for the net of the same function whose hidden units have weights of norm 1 and carried back, at α = −1, −1/2, 0, 1/2, 1, have the same losses for all ReLU and linear nets of two inputs and two hidden units that differ by positive factors of their hidden units",
	Source: li2018.Locate("section 4 with another normalisation, which is ours", "Skip Connection"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) FilteredNet { return li2018Net(t, ByNeuron, rapid.Bool().Draw(t, "one factor")) },
	Given: []theorems.Hypothesis[FilteredNet]{
		{
			Name:  "the direction is neuron-normalised",
			Holds: func(n FilteredNet) bool { return n.Scaled == ByNeuron },
			Drop:  func(t *rapid.T) FilteredNet { return li2018Net(t, ByFilter, false) },
			Known: []FilteredNet{li2018Witness},
		},
		{
			Name:  "the factors are positive",
			Holds: FilteredNet.positive,
			Drop: func(t *rapid.T) FilteredNet {
				n := li2018Net(t, ByNeuron, false)
				n.To[0], n.Activation = -n.To[0], ReLU
				return n
			},
			Known: []FilteredNet{{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{-3, 4}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}, Scaled: ByNeuron}},
		},
		{
			Name:  "the activation is positively homogeneous",
			Holds: FilteredNet.homogeneous,
			Drop: func(t *rapid.T) FilteredNet {
				n := li2018Net(t, ByNeuron, false)
				n.Activation = rapid.SampledFrom([]Activation{SquaredReLU, Shifted, Odd}).Draw(t, "activation")
				return n
			},
			Known: []FilteredNet{{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{4, 3}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}, Scaled: ByNeuron, Activation: SquaredReLU}},
		},
	},
	Effort:     0.5,
	MinDecided: 1,
	Labels:     FilteredNet.labels,
	Share:      map[string]float64{"the net is rescaled": 0.4, "each unit by its own factor": 0.3, "the slice is not flat": 0.4, "a linear net": 0.1},
	Then:       FilteredNet.same,
}

// li2018Pairs are coprime legs of right triangles with integer sides.
var li2018Pairs = [][2]int{{3, 4}, {4, 3}, {5, 12}, {12, 5}, {8, 15}, {15, 8}}

func li2018Pair(t *rapid.T, label string, times int) [2]int {
	p := rapid.SampledFrom(li2018Pairs).Draw(t, label)
	for i := range p {
		p[i] *= times * rapid.SampledFrom([]int{1, -1}).Draw(t, label+" sign")
	}
	return p
}

// li2018Net draws a net and a rescaling by positive factors, one for both units or not.
func li2018Net(t *rapid.T, scaled Scaling, one bool) FilteredNet {
	n := FilteredNet{Scaled: scaled, Out: li2018Pair(t, "out", rapid.IntRange(1, 2).Draw(t, "times")), Activation: rapid.SampledFrom([]Activation{ReLU, ReLU, Linear}).Draw(t, "activation")}
	for j := range 2 {
		row := rapid.SampledFrom([][2]int{{3, 4}, {4, 3}, {0, 5}, {5, 0}}).Draw(t, "in")
		for i := range row {
			n.In[j][i] = row[i] * rapid.SampledFrom([]int{1, -1}).Draw(t, "in sign")
		}
	}
	n.To = n.Out
	if by := rapid.IntRange(1, 3).Draw(t, "factor"); one {
		n.To[0], n.To[1] = n.Out[0]*by, n.Out[1]*by
	} else {
		p := rapid.SampledFrom(li2018Pairs).Filter(func(p [2]int) bool { return p[0]*n.Out[1]*p[0]*n.Out[1] != p[1]*n.Out[0]*p[1]*n.Out[0] }).Draw(t, "to")
		for i := range p {
			if n.To[i] = by * p[i]; n.Out[i] < 0 {
				n.To[i] = -n.To[i]
			}
		}
	}
	for r := range n.Along {
		n.Along[r] = li2018Pair(t, fmt.Sprintf("direction %d", r), 1)
	}
	for range rapid.IntRange(1, 3).Draw(t, "samples") {
		n.Samples = append(n.Samples, [3]int(ints(t, "sample", 3, -2, 2)))
	}
	return n
}

// li2018Witness is a net of one function with two filter-normalised slices.
var li2018Witness = FilteredNet{In: [2][2]int{{5, 0}, {0, 5}}, Out: [2]int{3, 4}, To: [2]int{4, 3}, Along: [3][2]int{{3, 4}, {3, 4}, {3, 4}}, Samples: [][3]int{{1, 0, 0}}}
