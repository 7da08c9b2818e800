package ensemble

import "slices"

// interpolate returns the coefficients of the polynomial with the given values at 0, 1, 2, …, by Newton's divided
// differences.
func interpolate[T field[T]](values []T) []T {
	d := slices.Clone(values)
	for k := 1; k < len(d); k++ {
		for i := len(d) - 1; i >= k; i-- {
			d[i] = d[i].sub(d[i-1]).scaled(1, int64(k))
		}
	}
	out := make([]T, len(d))
	for i := range out {
		out[i] = values[0].scaled(0, 1)
	}
	for i := len(d) - 1; i >= 0; i-- { // out ← out (x − i) + d_i
		for k := len(d) - 1; k > 0; k-- {
			out[k] = out[k-1].sub(out[k].scaled(int64(i), 1))
		}
		out[0] = d[i].sub(out[0].scaled(int64(i), 1))
	}
	return out
}
