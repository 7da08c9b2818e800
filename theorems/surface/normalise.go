package surface

import (
	"fmt"

	"saddle/models"
)

// Units are the blocks of the units of a layer: their weights, the biases, and the units that feed them through a
// positively homogeneous activation.
type units struct {
	weights models.Block
	biases  []models.Block
	from    int // index of the units that feed these, −1 if none can be rescaled
}

// unitsOf sorts blocks by units.
func unitsOf(blocks []models.Block, n int) (out []units, err error) {
	at, index := 0, map[string]int{}
	bad := func(b models.Block, want string) ([]units, error) {
		return nil, ErrArgument{"the block " + b.Name, fmt.Sprintf("%+v", b), want}
	}
	for _, b := range blocks {
		if b.From != at || b.To <= at || b.To > n || b.Rows < 1 || (b.To-b.From)%b.Rows != 0 {
			return bad(b, "blocks one after the other, from 0 on, of whole rows")
		}
		at = b.To
		if b.Of != "" {
			continue
		}
		if _, twice := index[b.Name]; twice {
			return bad(b, "a name for each block")
		}
		index[b.Name] = len(out)
		out = append(out, units{weights: b, from: -1})
	}
	for _, b := range blocks {
		if b.Of == "" {
			continue
		}
		i, ok := index[b.Of]
		if !ok || b.Rows != out[i].weights.Rows {
			return bad(b, "Of to name weights, of as many units")
		}
		out[i].biases = append(out[i].biases, b)
	}
	if at != n {
		return nil, ErrArgument{"the blocks", fmt.Sprintf("of %d parameters in all", at), fmt.Sprint(n)}
	}
	for i, u := range out {
		to, ok := index[u.weights.Into]
		switch {
		case u.weights.Into == "":
		case !ok || to <= i || out[to].from >= 0 || out[to].weights.Columns() != u.weights.Rows:
			return bad(u.weights, "Into to name later weights, with a column for each row here, that no others feed")
		default:
			out[to].from = i
		}
	}
	return out, nil
}

// Filters returns blocks for a net of n parameters that says which parts w[f[0]:f[1]] of them are the weights of what one unit takes in, in
// order: each is a block of one row, and what lies between two belongs to the one before it, or to the first, as biases do. None can be
// rescaled.
func Filters(n int, filters [][2]int) ([]models.Block, error) {
	var out []models.Block
	at := 0
	for k, f := range filters {
		if f[0] < at || f[1] <= f[0] || f[1] > n {
			return nil, ErrArgument{fmt.Sprintf("filter %d", k), fmt.Sprint(f), fmt.Sprintf("a part of %d parameters behind the filter before", n)}
		}
		name := fmt.Sprintf("filter %d", k)
		if f[0] > at {
			out = append(out, models.Block{Name: fmt.Sprintf("before filter %d", k), From: at, To: f[0], Rows: 1, Of: fmt.Sprintf("filter %d", max(k-1, 0))})
		}
		out = append(out, models.Block{Name: name, From: f[0], To: f[1], Rows: 1})
		at = f[1]
	}
	if len(filters) == 0 {
		return nil, ErrArgument{"the list of filters", "empty", "at least one"}
	}
	if at < n {
		out = append(out, models.Block{Name: "behind", From: at, To: n, Rows: 1, Of: fmt.Sprintf("filter %d", len(filters)-1)})
	}
	return out, nil
}

// A scaling scales a direction in place.
type scaling struct {
	w, d  []float64
	units []units
	o     Drawing
	scale [][]float64 // of each unit, for Neuron
	rest  []string
}

func (s *scaling) run() error {
	switch s.o.Normal {
	case Plain, Layer, Filter, Neuron:
	default:
		return ErrArgument{"Normal", fmt.Sprintf("%q", s.o.Normal), "none, layer, filter or neuron"}
	}
	switch s.o.Biases {
	case Kept, Copied, Drawn:
	default:
		return ErrArgument{"Biases", fmt.Sprintf("%q", s.o.Biases), "kept, copied or drawn"}
	}
	for i, u := range s.units {
		if err := s.one(i, u); err != nil {
			return err
		}
	}
	return nil
}

// one scales the units of a layer.
func (s *scaling) one(layer int, u units) error {
	if s.o.Biases != Drawn {
		for _, b := range u.biases {
			for i := b.From; i < b.To; i++ {
				if s.d[i] = 0; s.o.Biases == Copied {
					s.d[i] = s.w[i]
				}
			}
		}
	}
	if s.o.Normal == Plain {
		return nil
	}
	rows := make([][2][]float64, u.weights.Rows)
	s.scale = append(s.scale, make([]float64, u.weights.Rows))
	for i := range rows {
		rows[i] = s.filter(layer, u, i)
	}
	if s.o.Normal == Layer {
		var whole [2][]float64
		for _, r := range rows {
			whole[0], whole[1] = append(whole[0], r[0]...), append(whole[1], r[1]...)
		}
		rows = [][2][]float64{whole}
	}
	for i, r := range rows {
		theta, d := norm(r[0]), norm(r[1])
		if of := map[bool]string{true: "parameters", false: "direction"}[theta == 0]; theta == 0 || d == 0 {
			if !s.o.Rest {
				return ErrZeroFilter{of, u.weights.Name, i}
			}
			s.rest = append(s.rest, fmt.Sprintf("%s[%d]", u.weights.Name, i))
			theta, d = 0, 1
		}
		s.multiply(layer, u, i, theta/d)
	}
	return nil
}

// filter returns what belongs to unit i, in the parameters and in the direction: its weights, in the coordinates of the net whose hidden
// units have scale 1 for [Neuron], and its biases if they are drawn. For [Neuron] it finds the scale of the unit.
func (s *scaling) filter(layer int, u units, i int) (out [2][]float64) {
	theta, d := u.weights.Row(s.w, i), u.weights.Row(s.d, i)
	out[0], out[1] = append([]float64(nil), theta...), append([]float64(nil), d...)
	unit := 1.0
	if s.o.Normal == Neuron {
		if u.from >= 0 {
			for j, scale := range s.scale[u.from] {
				out[0][j] *= scale
			}
		}
		if u.weights.Into != "" {
			if unit = norm(out[0]); unit == 0 {
				unit = 1 // and an error, or a filter at rest
			}
		}
		for j := range out[0] {
			out[0][j] /= unit
		}
	}
	s.scale[layer][i] = unit
	if s.o.Biases == Drawn {
		for _, b := range u.biases {
			for j, x := range b.Row(s.w, i) {
				out[0], out[1] = append(out[0], x/unit), append(out[1], b.Row(s.d, i)[j])
			}
		}
	}
	return out
}

// multiply multiplies row i, or all rows for [Layer], and carries the direction back for [Neuron].
func (s *scaling) multiply(layer int, u units, i int, by float64) {
	from, to := i, i+1
	if s.o.Normal == Layer {
		from, to = 0, u.weights.Rows
	}
	for i := from; i < to; i++ {
		row, unit := u.weights.Row(s.d, i), s.scale[layer][i]
		for j := range row {
			row[j] *= by * unit
			if s.o.Normal == Neuron && u.from >= 0 {
				row[j] /= s.scale[u.from][j]
			}
		}
		if s.o.Biases == Drawn {
			for _, b := range u.biases {
				for j := range b.Row(s.d, i) {
					b.Row(s.d, i)[j] *= by * unit
				}
			}
		}
	}
}
