package models

// The dense products of a pass, over the rows of a row-major matrix and four
// rows at a time, so that an entry of the vector is loaded once for four
// products. The order of summation depends on the lengths alone.

// row returns row s of a matrix with rows of length n.
func row(a []float64, s, n int) []float64 { return a[s*n:][:n:n] }

// addRowDots adds x · row_j to dst[j], over len(dst) rows of length len(x).
func addRowDots(dst, x, rows []float64) {
	n := len(x)
	j := 0
	for ; j+4 <= len(dst); j += 4 {
		r0, r1, r2, r3 := four(rows, j, n)
		var s0, s1, s2, s3 float64
		for i, v := range x {
			s0 += v * r0[i]
			s1 += v * r1[i]
			s2 += v * r2[i]
			s3 += v * r3[i]
		}
		dst[j] += s0
		dst[j+1] += s1
		dst[j+2] += s2
		dst[j+3] += s3
	}
	for ; j < len(dst); j++ {
		var s float64
		r := rows[j*n:][:n]
		for i, v := range x {
			s += v * r[i]
		}
		dst[j] += s
	}
}

// addRows adds Σ_j c[j·step] row_j to dst, over m rows of length len(dst).
func addRows(dst, c []float64, step int, rows []float64, m int) {
	n := len(dst)
	j := 0
	for ; j+4 <= m; j += 4 {
		c0, c1, c2, c3 := c[j*step], c[(j+1)*step], c[(j+2)*step], c[(j+3)*step]
		r0, r1, r2, r3 := four(rows, j, n)
		for i := range dst {
			dst[i] += (c0*r0[i] + c1*r1[i]) + (c2*r2[i] + c3*r3[i])
		}
	}
	for ; j < m; j++ {
		c0, r0 := c[j*step], rows[j*n:][:n]
		for i := range dst {
			dst[i] += c0 * r0[i]
		}
	}
}

// four returns rows j to j+3 of length n.
func four(rows []float64, j, n int) (r0, r1, r2, r3 []float64) {
	r := rows[j*n:][:4*n]
	return r[:n], r[n:][:n], r[2*n:][:n], r[3*n:][:n]
}
