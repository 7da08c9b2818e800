package f64

import (
	"math/rand/v2"
	"testing"
)

// view returns a rows×cols matrix of random numbers in one of several layouts,
// inside storage that has more around it.
func view(r *rand.Rand, rows, cols, layout int) Matrix {
	pad := 3
	var m Matrix
	switch layout % 4 {
	case 0:
		m = Matrix{rows, cols, cols, 1, make([]float64, rows*cols)}
	case 1:
		m = Matrix{rows, cols, cols + pad, 1, make([]float64, rows*(cols+pad))}
	case 2:
		m = Matrix{rows, cols, 1, rows + pad, make([]float64, cols*(rows+pad))}
	case 3:
		m = Matrix{rows, cols, 2*cols + pad, 2, make([]float64, rows*(2*cols+pad))}
	}
	for i := range m.Data {
		m.Data[i] = r.NormFloat64()
	}
	return m
}

func (m Matrix) clone() Matrix {
	m.Data = append([]float64(nil), m.Data...)
	return m
}

func TestGemmBits(t *testing.T) {
	sizes := []int{1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 65, 100}
	depths := []int{0, 1, 2, 7, 24, 64, 255, 256, 257, 300, 513}
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		count := 1500
		if testing.Short() {
			count = 120
		}
		for range count {
			m, n, k := sizes[r.IntN(len(sizes))], sizes[r.IntN(len(sizes))], depths[r.IntN(len(depths))]
			if m*n*k > 1<<18 {
				continue
			}
			a, b, c := view(r, m, k, r.IntN(4)), view(r, k, n, r.IntN(4)), view(r, m, n, r.IntN(4))
			part, fresh := whole, r.IntN(2) == 0
			if m == n {
				part = region(r.IntN(3))
			}
			checkGemm(t, 0.75, a, b, c, part, fresh)
		}
	})
}

// repeat fills dst with v over and over, from v[start%len(v)] on.
func repeat(dst, v []float64, start int) {
	for i := range dst {
		dst[i] = v[(start+i)%len(v)]
	}
}
