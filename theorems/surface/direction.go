package surface

import (
	"fmt"
	"math"

	"saddle/models"
	"saddle/theorems"
)

// A Direction is one in the space of parameters, and where it comes from.
type Direction struct {
	V []float64 `json:"-"`
	// Origin is "random", "eigenvector", "component" or what its user calls it.
	Origin string `json:"origin"`
	// Seed and Index are those of a random one.
	Seed  uint64 `json:"seed,omitempty"`
	Index int    `json:"index,omitempty"`
	// Normal and Biases say how it was scaled; Rest lists the filters that it leaves where they are because their norm
	// is 0.
	Normal Normalisation `json:"normalisation,omitempty"`
	Biases Biases        `json:"biases,omitempty"`
	Rest   []string      `json:"rest,omitempty"`
	// Value is the eigenvalue of an eigenvector, or the share of the variance of a component.
	Value *float64 `json:"value,omitempty"`
}

// A Normalisation says how a direction is scaled to the parameters.
type Normalisation string

// The normalisations.
const (
	// Plain does not scale.
	Plain Normalisation = "none"
	// Layer gives each weight matrix of the direction the Frobenius norm of that of the parameters.
	Layer Normalisation = "layer"
	// Filter gives each row of a weight matrix, the weights that one unit takes its inputs by, the norm of that
	// of the parameters (Li et al. 2018, section 4, without the 10⁻¹⁰ that its code adds to the divisor). A surface is then the same
	// for all nets that differ by one factor a layer, and not for those that differ by one factor a unit.
	Filter Normalisation = "filter"
	// Neuron is Filter for that net of the same function whose hidden units take their inputs by weights of norm 1, carried
	// back: if unit j of a layer has scale s_j, the norm of its row with the scales of its inputs as factors of the columns, the direction
	// is drawn for the rows s_j w_ij/s_i, and multiplied by s_i/s_j. A surface is then the same for all nets that differ by one positive
	// factor a unit.
	Neuron Normalisation = "neuron"
)

// Biases says what a direction does to biases, and to whatever else is one number a unit.
type Biases string

// What can be done to biases.
const (
	// Kept leaves them: 0, as in all figures of Li et al. 2018. It is the default.
	Kept Biases = "kept"
	// Copied moves them along themselves: d = θ, as the code of Li et al. does unless told otherwise.
	Copied Biases = "copied"
	// Drawn treats a bias as one more weight of its unit. With one factor a layer, the weights of a deeper layer and its biases
	// have different factors, so that surfaces are the same with [Neuron] alone.
	Drawn Biases = "drawn"
)

// A Drawing says how a random direction is made. The zero value draws number 0 of the default seed, filter-normalised, with
// biases kept.
type Drawing struct {
	// Seed and Index name the direction: each pair another one. Seed 0 means theorems.DefaultSeed.
	Seed  uint64
	Index int
	// Normal "" means Filter.
	Normal Normalisation
	// Biases "" means Kept.
	Biases Biases
	// Rest lets filters whose norm is 0 stay where they are, and lists them in the direction; without it they are an
	// [ErrZeroFilter].
	Rest bool
}

// Random returns the direction of independent standard Gaussian numbers that seed and index name, a function of these and of the
// number of parameters alone, scaled to the parameters w. The errors are those of [Normalise].
func Random(w []float64, blocks []models.Block, o Drawing) (Direction, error) {
	if o.Seed == 0 {
		o.Seed = theorems.DefaultSeed
	}
	if o.Index < 0 {
		return Direction{}, ErrArgument{"Index", fmt.Sprint(o.Index), "0 or more"}
	}
	r := theorems.Key{Claim: "surface/direction", Seed: o.Seed, Index: o.Index}.Rand()
	v := make([]float64, len(w))
	for i := range v {
		v[i] = r.NormFloat64()
	}
	d, err := Normalise(w, blocks, v, o)
	d.Origin, d.Seed, d.Index = "random", o.Seed, o.Index
	return d, err
}

// Normalise returns a direction scaled to the parameters w, as o says; Seed and Index have no say. The blocks must cover all
// parameters, one after the other. With [Plain] and [Drawn] none are needed. The errors are an [ErrArgument] and an [ErrZeroFilter].
func Normalise(w []float64, blocks []models.Block, v []float64, o Drawing) (Direction, error) {
	if o.Normal == "" {
		o.Normal = Filter
	}
	if o.Biases == "" {
		o.Biases = Kept
	}
	d := Direction{V: append([]float64(nil), v...), Normal: o.Normal, Biases: o.Biases}
	for _, x := range []struct {
		name string
		v    []float64
	}{{"w", w}, {"the direction", v}} {
		if len(x.v) != len(w) || len(w) == 0 || hasNaN(x.v) {
			return d, ErrArgument{x.name, fmt.Sprintf("of %d numbers, or not finite", len(x.v)), "as many finite numbers as there are parameters"}
		}
	}
	if o.Normal == Plain && o.Biases == Drawn {
		return d, nil
	}
	units, err := unitsOf(blocks, len(w))
	if err != nil {
		return d, err
	}
	s := scaling{w: w, d: d.V, units: units, o: o}
	err = s.run()
	d.Rest = s.rest
	return d, err
}

func hasNaN(v []float64) bool {
	for _, x := range v {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return true
		}
	}
	return false
}
