package relu

import (
	"fmt"
	"math"
	"math/big"

	"saddle/spectra/rational"
)

// An ErrPolish says why there is no exact point in the cell of a start.
type ErrPolish struct{ Why string }

// Error says what would do.
func (e ErrPolish) Error() string {
	return "relu: " + e.Why + "; descend further, or choose another distance for kinks"
}

// Polish moves an end of training to the exact point that its cell of activations has: with the weights out
// of the hidden layer as they are, and each unit at its kinks kept there, the outputs are linear in the other
// parameters, and they are solved for the least squares. A unit is at its kink at a sample if |z| ≤
// near·‖u‖‖x‖. [Decide] then says what the point is.
//
// It is for nets with one hidden layer and one output. The error is an [ErrNet], or an [ErrPolish] if the fit is
// in another cell. Cost: an exact least-squares problem with as many unknowns as the first layer has parameters.
func Polish(n Net, w []float64, near float64) ([]*big.Rat, error) {
	if len(n.Widths) != 3 || n.Widths[2] != 1 {
		return nil, ErrNet{"Widths", fmt.Sprint(n.Widths), "one hidden layer and one output"}
	}
	if !(near >= 0 && near < 1) {
		return nil, ErrNet{"near", fmt.Sprint(near), "a number from 0 to below 1"}
	}
	rounded := make([]*big.Rat, len(w))
	for i, x := range w {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, ErrNet{fmt.Sprintf("w[%d]", i), fmt.Sprint(x), "a finite number"}
		}
		rounded[i] = new(big.Rat).SetFloat64(float64(float32(x))) // short numbers do as well
	}
	p, err := newPoint(n, rounded)
	if err != nil {
		return nil, err
	}
	f := &fit{point: p}
	f.bases(near)
	f.run()
	f.solve()
	return f.result()
}

// A fit moves a point within its cell.
type fit struct {
	*point

	sides  [][]int           // the signs of z, by unit and sample, 0 at those
	basis  []rational.Matrix // for each unit, rows that span what keeps it at its kinks
	column []int             // where the unknowns of a unit begin
}

// bases finds the kinks, and moves each unit to its own.
func (f *fit) bases(near float64) {
	columns := 0
	for i := range f.Widths[1] {
		block := f.block(1, i)
		u := rational.Zeros(len(block), 1)
		for k, at := range block {
			u.Set(k, 0, f.w[at])
		}

		normals := rational.Zeros(0, len(block))
		signs := make([]int, f.X.Rows)
		for s := range signs {
			x := rational.FromEntries(1, len(block), f.input(s))
			z := x.Mul(u).At(0, 0)
			signs[s] = z.Sign()
			size, _ := u.Norm2().Mul(x.Norm2()).Float64()
			if value, _ := z.Abs().Float64(); f.Activation.bends() && value <= near*math.Sqrt(size) {
				signs[s] = 0
				normals = normals.Above(x)
			}
		}
		basis := normals.Kernel()
		moved := basis.T().Mul(basis.T().LeastSquares(u))
		for k, j := range block {
			f.w[j] = moved.At(k, 0)
		}
		f.sides, f.basis = append(f.sides, signs), append(f.basis, basis)
		f.column = append(f.column, columns)
		columns += basis.Rows
	}
	f.column = append(f.column, columns)
}

// solve moves the units, and the output bias, to the least squares.
func (f *fit) solve() {
	unknowns := f.column[len(f.column)-1]
	if !f.NoBiases {
		unknowns++
	}
	b, r := rational.Zeros(f.X.Rows, unknowns), rational.Zeros(f.X.Rows, 1)
	for s := range f.X.Rows {
		e := f.Y.At(s, 0)
		if !f.NoBiases {
			b.Set(s, unknowns-1, rational.Int(1))
			e = e.Sub(f.w[f.bias(2, 0)])
		}
		x := rational.FromEntries(f.inputs(1), 1, f.input(s))
		for i := range f.Widths[1] {
			factor := f.w[f.weight(2, 0, i)].Mul(f.Activation.slope(f.sides[i][s]))
			for k, z := range f.basis[i].Mul(x).Entries() {
				b.Set(s, f.column[i]+k, factor.Mul(z))
			}
			e = e.Sub(factor.Mul(f.preActivation(1, i, f.a[0][s])))
		}
		r.Set(s, 0, e)
	}
	change := b.LeastSquares(r)
	for i := range f.Widths[1] {
		for k, at := range f.block(1, i) {
			for j := range f.basis[i].Rows {
				f.w[at] = f.w[at].Add(f.basis[i].At(j, k).Mul(change.At(f.column[i]+j, 0)))
			}
		}
	}
	if !f.NoBiases {
		f.w[f.bias(2, 0)] = f.w[f.bias(2, 0)].Add(change.At(unknowns-1, 0))
	}
}

// result returns the point, if it is in the cell that was fitted.
func (f *fit) result() ([]*big.Rat, error) {
	f.run()
	for s, signs := range f.sign[1] {
		for i, sign := range signs {
			if sign != f.sides[i][s] && f.Activation.bends() {
				return nil, ErrPolish{fmt.Sprintf("the least squares of its cell leave it, at unit %d and sample %d", i, s)}
			}
		}
	}
	return rational.FromEntries(1, len(f.w), f.w).Rats(), nil
}
