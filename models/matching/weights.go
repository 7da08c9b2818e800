package matching

import (
	"math/rand/v2"

	"saddle/models"
)

// A Matched is a net in the order of another.
type Matched struct {
	Orders [][]int   // unit Orders[l][i] of layer l comes to place i; see Permute
	W      []float64 // the parameters in this order
	// Squares are ‖a − W‖², before the first change and after each: they fall.
	Squares []float64
	Passes  int // over all layers, the last of which changes none
	// Gap is the sum of the gaps of the assignments of the last pass: no order of one layer alone brings the net nearer by more than
	// that and the rounding of the squares.
	Gap float64
}

// Weights returns the net b with its hidden units in an order in which its parameters are near those of the net a: Algorithm 1 of
// S. Ainsworth, J. Hayase and S. Srinivasa ("Git re-basin: merging models modulo permutation symmetries", ICLR 2023). It minimises
//
//	‖a − P(b)‖² over permutations P of the units of each hidden layer,
//
// layer by layer: given the order of the others, that of one layer is an assignment problem, of the squared distances of all that belongs
// to a unit, incoming weights, bias and outgoing weights. The layers are taken in an order that r draws for each pass, or from the first
// to the last where r is nil, until a pass changes none.
//
// With one hidden layer the result is the nearest of all orders, up to Gap and the rounding of the squares. With more it is one that no
// reordering of a single layer improves; the nearest is hard to find, and it need not be found even where b is a with its units
// reordered.
//
// It returns an error that names the first bad argument, a [models.ErrArgument], a [models.ErrDimension] or a [models.ErrNotFinite].
// Cost: O(h² (m + h)) operations a pass for each layer of h units with m numbers each.
func Weights(a, b []float64, blocks []models.Block, r *rand.Rand) (Matched, error) {
	layers, err := Layers(blocks)
	if err != nil {
		return Matched{}, err
	}
	if len(layers) == 0 {
		return Matched{}, models.ErrArgument{Arg: "blocks", Want: "those of a net with hidden units that may be reordered, as of ReLUs without skip connections"}
	}
	for _, p := range []struct {
		arg string
		w   []float64
	}{{"a", a}, {"b", b}} {
		if err := checkParameters(p.arg, p.w, blocks); err != nil {
			return Matched{}, err
		}
		if err := checkNumbers(p.arg, p.w); err != nil {
			return Matched{}, err
		}
	}
	m := Matched{W: append([]float64(nil), b...), Squares: []float64{squares(a, b)}}
	for _, l := range layers {
		order := make([]int, l.Units)
		for i := range order {
			order[i] = i
		}
		m.Orders = append(m.Orders, order)
	}
	for changed := true; changed; m.Passes++ {
		if changed, err = m.pass(a, layers, r); err != nil {
			return Matched{}, err
		}
	}
	return m, nil
}

// pass gives each layer its nearest order, and reports whether one has changed.
func (m *Matched) pass(a []float64, layers []Layer, r *rand.Rand) (changed bool, err error) {
	m.Gap = 0
	turns := make([]int, len(layers))
	for l := range turns {
		turns[l] = l
	}
	if r != nil {
		turns = r.Perm(len(layers))
	}
	old, order := make([]float64, len(m.W)), []int(nil)
	for _, l := range turns {
		best, err := Assign(layers[l].distances(a, m.W))
		if err != nil {
			return false, err
		}
		m.Gap += best.Gap
		copy(old, m.W)
		layers[l].reorder(m.W, old, best.To)
		// Only what is nearer in all of w, summed in one order, is taken: so the passes end, whatever is rounded.
		now := squares(a, m.W)
		if !(now < m.Squares[len(m.Squares)-1]) {
			copy(m.W, old)
			continue
		}
		changed, m.Squares = true, append(m.Squares, now)
		order = append(order[:0], m.Orders[l]...)
		for i, from := range best.To {
			m.Orders[l][i] = order[from]
		}
	}
	return changed, nil
}

// distances returns the squared distances of what belongs to unit i of a and to unit j of b.
func (l Layer) distances(a, b []float64) [][]float64 {
	mine, others := l.unitsOf(a), l.unitsOf(b)
	out := make([][]float64, l.Units)
	for i := range out {
		out[i] = make([]float64, l.Units)
		for j := range out[i] {
			out[i][j] = squares(mine[i], others[j])
		}
	}
	return out
}

// unitsOf returns all numbers of each unit.
func (l Layer) unitsOf(w []float64) [][]float64 {
	out := make([][]float64, l.Units)
	for i := range out {
		for _, b := range l.Rows {
			out[i] = append(out[i], b.Row(w, i)...)
		}
		for k := range l.Into.Rows {
			out[i] = append(out[i], l.Into.Row(w, k)[i])
		}
	}
	return out
}

// squares returns ‖x − y‖², with four sums side by side.
func squares(x, y []float64) float64 {
	var s [4]float64
	for len(x) >= 4 && len(y) >= 4 {
		for k := range s {
			d := x[k] - y[k]
			s[k] += float64(d * d)
		}
		x, y = x[4:], y[4:]
	}
	for k, v := range x {
		d := v - y[k]
		s[0] += float64(d * d)
	}
	return s[0] + s[1] + (s[2] + s[3])
}
