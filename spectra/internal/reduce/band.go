package reduce

import "math"

// A band is a symmetric band matrix of order n and half-width b that is being
// reduced to tridiagonal form. Element (i, j) is data[i*stride+j]: below the
// diagonal there is room for bulges, 2b wide in all; above it stands a copy of
// the b nearest elements. Rows and columns from n on are zero, so that every
// block is whole; b and stride are multiples of 8.
type band struct {
	n, b, stride int
	data         []float64
}

// bandLanes is how many numbers more than b a row of a block takes (see
// [kernel.ReflectBoth]).
const bandLanes = 8

// layOut makes room for order n and half-width b in what take returns, zeros.
func (t *band) layOut(n, b int, take func(size int) []float64) {
	t.n, t.b, t.stride = n, b, 3*b+2*bandLanes
	t.data = take((n + 2*b + 2) * (t.stride + 1))
}

// clear makes t the zero matrix.
func (t *band) clear() { clear(t.data) }

// set writes the elements (i, j) and (j, i).
func (t *band) set(i, j int, x float64) {
	t.data[i*t.stride+j] = x
	t.data[j*t.stride+i] = x
}

// mirror copies elements (i, j+1) … (i, j+b−1) to above the diagonal.
func (t *band) mirror(i, j int) {
	row := t.data[i*t.stride+j:][:t.b]
	column := t.data[j*t.stride+i:]
	for k := 1; k < len(row); k++ {
		column[k*t.stride] = row[k]
	}
}

// diagonals copies out the diagonal and the elements beside it.
func (t *band) diagonals(d, e []float64) {
	for i := range d {
		d[i] = t.data[i*t.stride+i]
	}
	for i := range e {
		e[i] = t.data[(i+1)*t.stride+i]
	}
}

// bandReflector returns H = I − τvvᵀ with v_0 = 1 that takes x to (β, 0, …, 0),
// where square is the sum of x_i² over i > 0: then v_i = scale·x_i for i > 0. An x
// so small that squares underflow is first multiplied by a power of two. H = I,
// with τ = 0, if x_i = 0 for all i > 0 (LAPACK, dlarfg).
func bandReflector(x []float64, square float64) (beta, tau, scale float64) {
	const tiny, up = 0x1p-900, 0x1p600
	if float64(x[0]*x[0])+square >= tiny {
		return unscaledReflector(x[0], square)
	}
	square = 0
	for i := range x {
		x[i] *= up
		if i > 0 {
			square = math.FMA(x[i], x[i], square)
		}
	}
	beta, tau, scale = unscaledReflector(x[0], square)
	return beta / up, tau, scale
}

func unscaledReflector(alpha, square float64) (beta, tau, scale float64) {
	if square == 0 {
		return alpha, 0, 0
	}
	beta = -math.Copysign(math.Sqrt(math.FMA(alpha, alpha, square)), alpha)
	return beta, (beta - alpha) / beta, 1 / (alpha - beta)
}
