package models

import (
	"fmt"
	"math/big"
	"slices"
)

// DeepLinearTape returns the formula of [DeepLinear] for rational data, one row a sample;
// opt may be nil. The errors are those of [NewDeepLinear].
func DeepLinearTape(widths []int, x, y [][]*big.Rat, opt *DeepLinearOptions) (*Tape, error) {
	data, err := newDeepLinearData(widths, x, y, opt)
	if err != nil {
		return nil, err
	}
	return data.tape(), nil
}

// deepLinearData is all that defines a deep linear loss, with one column a sample, as in
// its formula.
type deepLinearData struct {
	widths        []int
	x, y, weights [][]*big.Rat // weights nil: all one
	decay         *big.Rat
	lambda        float64 // nearest to decay
}

func newDeepLinearData(widths []int, x, y [][]*big.Rat, opt *DeepLinearOptions) (*deepLinearData, error) {
	if len(widths) < 2 {
		return nil, ErrArgument{"widths", "an input and an output width at least"}
	}
	for l, d := range widths {
		if d < 1 {
			return nil, ErrArgument{fmt.Sprintf("widths[%d]", l), "at least 1"}
		}
	}
	if len(x) == 0 {
		return nil, ErrArgument{"X", "at least one sample"}
	}
	if err := checkShape("X", x, len(x), widths[0]); err != nil {
		return nil, err
	}
	if err := checkShape("Y", y, len(x), widths[len(widths)-1]); err != nil {
		return nil, err
	}
	if opt == nil {
		opt = &DeepLinearOptions{}
	}
	if opt.Weights != nil {
		if err := checkShape("Weights", opt.Weights, len(y), len(y[0])); err != nil {
			return nil, err
		}
		for i, row := range opt.Weights {
			for j, w := range row {
				if w.Sign() < 0 {
					return nil, ErrArgument{fmt.Sprintf("Weights[%d][%d]", i, j), "a number of at least 0"}
				}
			}
		}
	}
	decay, lambda, err := checkedDecay(opt.Decay)
	if err != nil {
		return nil, err
	}
	return &deepLinearData{slices.Clone(widths), transposed(x), transposed(y), transposed(opt.Weights), decay, lambda}, nil
}

// checkShape refuses another shape, and nil.
func checkShape(arg string, x [][]*big.Rat, rows, columns int) error {
	if len(x) != rows {
		return ErrDimension{arg, len(x), rows}
	}
	for i, row := range x {
		if len(row) != columns {
			return ErrDimension{fmt.Sprintf("%s[%d]", arg, i), len(row), columns}
		}
		if err := notNil(arg+"[%d][%d]", i, row); err != nil {
			return err
		}
	}
	return nil
}

// transposed copies the columns of x, whose rows have one length, to rows.
func transposed(x [][]*big.Rat) [][]*big.Rat {
	if x == nil {
		return nil
	}
	t := make([][]*big.Rat, len(x[0]))
	for _, row := range x {
		for j, r := range row {
			t[j] = append(t[j], new(big.Rat).Set(r))
		}
	}
	return t
}

// exactRows converts finite numbers exactly.
func exactRows(arg string, x [][]float64) ([][]*big.Rat, error) {
	var exact [][]*big.Rat
	for i, row := range x {
		if err := finite(fmt.Sprintf("%s[%d]", arg, i), row); err != nil {
			return nil, err
		}
		var rats []*big.Rat
		for _, v := range row {
			rats = append(rats, new(big.Rat).SetFloat64(v))
		}
		exact = append(exact, rats)
	}
	return exact, nil
}

// nearest rounds to float64, row by row.
func nearest(arg string, x [][]*big.Rat) ([]float64, error) {
	var f []float64
	for i, row := range x {
		for j, r := range row {
			v, err := nearestFloat(fmt.Sprintf("%s[%d][%d]", arg, i, j), r)
			if err != nil {
				return nil, err
			}
			f = append(f, v)
		}
	}
	return f, nil
}

// tape traces ½ Σ ω (W_{H+1} … W₁ X − Y)² + λ‖w‖², the products from right to left.
func (d *deepLinearData) tape() *Tape {
	at := offsets(d.widths)
	return Trace(at[len(at)-1], func(w []Var) Var {
		a := constants(d.x)
		for _, layer := range Layers(d.widths, w) {
			a = multiply(layer, a)
		}
		var sum Var
		for i, row := range constants(d.y) {
			for j, target := range row {
				square := a[i][j].Sub(target).Sqr()
				if d.weights != nil {
					square = square.Mul(BigRat(d.weights[i][j]))
				}
				sum = sum.Add(square)
			}
		}
		return Rat(1, 2).Mul(sum).Add(weightDecay(d.decay, w))
	})
}

func constants(x [][]*big.Rat) [][]Var {
	v := make([][]Var, len(x))
	for i, row := range x {
		for _, r := range row {
			v[i] = append(v[i], BigRat(r))
		}
	}
	return v
}

// multiply returns the matrix product w a.
func multiply(w, a [][]Var) [][]Var {
	product := make([][]Var, len(w))
	for i, row := range w {
		for j := range a[0] {
			var sum Var
			for k, x := range row {
				sum = sum.Add(x.Mul(a[k][j]))
			}
			product[i] = append(product[i], sum)
		}
	}
	return product
}
