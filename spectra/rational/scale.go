package rational

import "math/bits"

// A scaling makes a matrix A integral by rows and by columns: R A C, with positive diagonal R and C.
// Its minors are those of A times entries of R and C, so they have their signs, and Hadamard's
// inequality bounds them: |det M| ≤ Π ‖row i‖ (J. Hadamard, Bull. Sci. Math. 17 (1893)
// 240–246).
type scaling struct {
	rows, cols []Number
	bits       []int // ‖row i of RAC‖² < 2^bits[i], and 0 for a row of zeros
}

// scale returns a scaling of A: first r_i makes each row of primitive integers, then c_j each
// column. So common denominators and factors of a row or a column cost nothing.
func scale(m Matrix) scaling {
	s := scaling{rows: make([]Number, m.Rows), cols: make([]Number, m.Cols), bits: make([]int, m.Rows)}
	z := m.Clone()
	for i := range m.Rows {
		row := z.row(i)
		c := content(row, 1)
		if s.rows[i] = c.Inverse(); c.num == 1 && c.den == 1 {
			continue
		}
		for j, x := range row {
			row[j] = x.Mul(s.rows[i])
		}
	}
	lost := make([]int, m.Cols) // c_j ≤ 2^−lost[j]
	for j := range m.Cols {
		c := content(z.a[min(j, len(z.a)):], m.Cols)
		s.cols[j] = c.Inverse()
		lost[j] = c.bitLen() - 1
	}
	for i := range m.Rows {
		s.bits[i] = normBits(z.row(i), lost)
	}
	return s
}

// content returns the greatest c > 0 for which all x/c are integers, or 1 if all are 0: the greatest
// common divisor of the numerators over the least common multiple of the denominators. It reads
// every stride-th of x.
func content(x []Number, stride int) Number {
	divisor, multiple := Number{}, Int(1)
	for k := 0; k < len(x); k += stride {
		if divisor = gcdOf(divisor, x[k].numerator()); divisor.num == 1 {
			break
		}
	}
	for k := 0; k < len(x); k += stride {
		if !x[k].IsInt() {
			d := x[k].divisor()
			multiple = multiple.Mul(d.Quo(gcdOf(multiple, d)))
		}
	}
	if divisor.IsZero() {
		return multiple
	}
	return divisor.Quo(multiple)
}

// normBits returns b with Σ (x_j 2^−lost_j)² < 2^b for integers x, 0 if all are 0. It is at most 2
// above the least.
func normBits(x []Number, lost []int) int {
	most := 0
	for j, v := range x {
		if !v.IsZero() {
			most = max(most, v.bitLen()-lost[j])
		}
	}
	if most == 0 {
		return 0
	}
	const depth = 16
	var sum uint64 // in units of 4^(most−depth)
	for j, v := range x {
		if !v.IsZero() {
			sum += 1 << (2 * max(0, depth-(most-v.bitLen()+lost[j])))
		}
	}
	return 2*(most-depth) + bits.Len64(sum)
}

// squareBits returns b such that the square of every minor of the given rows and one more is
// below 2^b, for rows with squares of norms below 2^bits[i].
func squareBits(rows, bits []int) int {
	inside := make([]bool, len(bits))
	total, most := 0, 0
	for _, i := range rows {
		inside[i] = true
		total += bits[i]
	}
	for i, b := range bits {
		if !inside[i] {
			most = max(most, b)
		}
	}
	return total + most
}
