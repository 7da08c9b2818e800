package nets

import (
	"math"

	"saddle/spectra/f64"
)

// A residualSpan is scratch for some samples that pass through a net together. Matrices have a row for
// each unit and a column for each sample, so that what normalises a unit goes along a row; outputs
// have a row for each sample.
type residualSpan struct {
	shape *residualShape
	rows  int
	ones  []float64
	a     []f64.Matrix // activations of the hidden layers
	hat   []f64.Matrix // x̂; none if no derivative is asked for, and then a has three, used in turn
	slope [][]float64  // 1/√(v + ε), for each layer and unit
	z     f64.Matrix   // outputs
	delta f64.Matrix   // derivatives of the loss in them

	back, spare, kept f64.Matrix // derivatives in a layer, in the one before, and in what a skip connection added

	dy []f64.Matrix // derivatives in y, for products with the Hessian; else none
}

// newResidualSpan returns scratch for n samples, with room for derivatives if derive is set.
func newResidualSpan(s *residualShape, n int, derive bool) *residualSpan {
	hidden, h, k := len(s.hidden()), s.config.Width, s.config.Classes
	t := &residualSpan{shape: s, ones: make([]float64, n), z: padded(n, k)}
	for i := range t.ones {
		t.ones[i] = 1
	}
	for range hidden {
		t.slope = append(t.slope, make([]float64, h))
		if derive || len(t.a) < 3 {
			t.a = append(t.a, matrix(h, n))
		}
		if derive {
			t.hat = append(t.hat, matrix(h, n))
		}
	}
	if derive {
		t.delta = padded(n, k)
		t.back, t.spare, t.kept = matrix(h, n), matrix(h, n), matrix(h, n)
	}
	t.resize(n)
	return t
}

// padded returns a matrix whose storage is a multiple of 8 numbers.
func padded(rows, cols int) f64.Matrix {
	return f64.NewMatrix(rows, cols, cols, make([]float64, (rows*cols+7)&^7))
}

// resize takes n samples, no more than there is room for.
func (t *residualSpan) resize(n int) {
	if n == t.rows {
		return
	}
	t.rows, t.ones = n, t.ones[:n]
	for _, list := range [...][]f64.Matrix{t.a, t.hat, t.dy} {
		for l := range list {
			columns(&list[l], n)
		}
	}
	columns(&t.back, n)
	columns(&t.spare, n)
	columns(&t.kept, n)
	t.z.Rows, t.delta.Rows = n, n
}

// columns makes of m a matrix of n columns in the same storage.
func columns(m *f64.Matrix, n int) { m.Cols, m.RowStride = n, n }

// activation returns the place of a_{l+1}: that of three layers before if nothing is kept.
func (t *residualSpan) activation(l int) *f64.Matrix { return &t.a[l%len(t.a)] }

// input returns what layer number l gets, from 0 on: the inputs x, a column for each sample, or activations.
func (t *residualSpan) input(l int, x f64.Matrix) f64.Matrix {
	if l == 0 {
		return x
	}
	return *t.activation(l - 1)
}

// forward passes the inputs x through the net: it sets a, hat, slope and z. It normalises by s, or in
// training by the batch, whose statistics s then is set to.
func (t *residualSpan) forward(w []float64, x f64.Matrix, s Statistics, training bool) {
	for l := range t.shape.hidden() {
		layer := &t.shape.layers[l]
		a := t.activation(l)
		f64.Mul(*a, 1, layer.matrix(w), t.input(l, x))
		if training {
			t.center(a, s.Mean[l], s.Variance[l])
		} else {
			for j, mean := range s.Mean[l] {
				f64.Axpy(a.Row(j), -mean, t.ones)
			}
		}
		t.normalise(l, layer.first(w), layer.second(w), s.Variance[l])
		for j := range layer.out {
			if layer.skip {
				addReLU(a.Row(j), t.activation(l-2).Row(j))
			} else {
				reLU(a.Row(j))
			}
		}
	}
	last := t.shape.last()
	for i, b := 0, last.first(w); i < t.rows; i++ {
		copy(t.z.Row(i), b)
	}
	f64.Gemm(t.z, 1, t.input(len(t.shape.layers)-1, x).T(), last.matrix(w).T())
}

// center takes the mean off each row, and sets mean and variance to those of the rows.
func (t *residualSpan) center(a *f64.Matrix, mean, variance []float64) {
	n := float64(t.rows)
	for j := range mean {
		row := a.Row(j)
		mean[j] = f64.Dot(row, t.ones) / n
		f64.Axpy(row, -mean[j], t.ones)
		variance[j] = f64.Dot(row, row) / n
	}
}

// normalise makes y_l of the centered u_l, and sets hat and slope.
func (t *residualSpan) normalise(l int, gamma, beta, variance []float64) {
	a := t.activation(l)
	for j, v := range variance {
		row, r := a.Row(j), 1/math.Sqrt(v+t.shape.config.Epsilon)
		t.slope[l][j] = r
		f64.Affine(row, r, 0, t.ones)
		if t.hat != nil {
			copy(t.hat[l].Row(j), row)
		}
		f64.Affine(row, gamma[j], beta[j], t.ones)
	}
}

// reLU sets a = max(a, 0); a NaN stays one.
func reLU(a []float64) {
	for i, x := range a {
		a[i] = max(x, 0)
	}
}

// addReLU sets a = max(a + b, 0).
func addReLU(a, b []float64) {
	b = b[:len(a)]
	for i, x := range a {
		a[i] = max(x+b[i], 0)
	}
}

// off sets d to 0 where a is not above 0: d times the slope of the ReLU whose value is a.
func off(d, a []float64) {
	a = a[:len(d)]
	for i, x := range a {
		on := uint64(0)
		if math.Float64bits(x)<<1 != 0 {
			on = ^on
		}
		d[i] = math.Float64frombits(math.Float64bits(d[i]) & on)
	}
}

// backward adds to dst the gradient of a loss whose derivatives in the outputs are delta, after forward; the
// first span sets it.
func (t *residualSpan) backward(dst, w []float64, x f64.Matrix, training, first bool) {
	last := t.shape.last()
	top := t.input(len(t.shape.layers)-1, x)
	product(last.matrix(dst), t.delta.T(), top.T(), first)
	b := last.first(dst)
	if first {
		clear(b)
	}
	for i := range t.rows {
		f64.Axpy(b, 1, t.delta.Row(i))
	}
	f64.Mul(t.back, 1, last.matrix(w).T(), t.delta.T())
	for l := len(t.shape.layers) - 2; l >= 0; l-- {
		layer := &t.shape.layers[l]
		for j := range layer.out {
			off(t.back.Row(j), t.a[l].Row(j))
		}
		if layer.skip {
			copy(t.kept.Data, t.back.Data[:t.back.Rows*t.rows])
		}
		if t.dy != nil {
			copy(t.dy[l].Data, t.back.Data[:t.back.Rows*t.rows])
		}
		t.pullNorm(dst, w, l, training, first)
		product(layer.matrix(dst), t.back, t.input(l, x).T(), first)
		if l > 0 {
			t.pullInput(layer.matrix(w), t.shape.layers[l+1].skip)
		}
	}
}

// pullNorm makes ∂L/∂u_l of ∂L/∂y_l, and adds the derivatives in γ and β to dst.
func (t *residualSpan) pullNorm(dst, w []float64, l int, training, first bool) {
	layer, n := &t.shape.layers[l], float64(t.rows)
	gamma, dGamma, dBeta := layer.first(w), layer.first(dst), layer.second(dst)
	for j, r := range t.slope[l] {
		row, hat, scale := t.back.Row(j), t.hat[l].Row(j), r*gamma[j]
		along, sum := f64.Dot(row, hat), f64.Dot(row, t.ones)
		if first {
			dGamma[j], dBeta[j] = 0, 0
		}
		dGamma[j] += along
		dBeta[j] += sum
		if !training {
			f64.Affine(row, scale, 0, t.ones)
			continue
		}
		f64.Affine(row, scale, -scale*along/n, hat)
		f64.Axpy(row, -scale*sum/n, t.ones)
	}
}

// pullInput makes ∂L/∂a_{l−1} of ∂L/∂u_l, with what came over a skip connection if there is one.
func (t *residualSpan) pullInput(weights f64.Matrix, skip bool) {
	into := &t.spare
	if skip {
		into = &t.kept
	}
	product(*into, weights.T(), t.back, !skip)
	*into, t.back = t.back, *into
}

// product sets c = a b, or adds it.
func product(c, a, b f64.Matrix, set bool) {
	if set {
		f64.Mul(c, 1, a, b)
		return
	}
	f64.Gemm(c, 1, a, b)
}
