package rational

import "fmt"

// NotAbove returns a vector x ≠ 0 with Bx ≥ 0 and xᵀAx ≤ 0 for a symmetric A, nil if there is none: A is then
// strictly copositive on the cone {x : Bx ≥ 0}. With no rows in B that is to be positive definite. It panics if A
// is not square, or the columns of B are not as many; the error is an [ErrNotSymmetric].
//
// The faces of the cone are decided first. Where xᵀAx > 0 on all of them but 0, let C be the cone, which is not
// the whole space.
//
//   - A point x inside C with xᵀAx ≤ 0 would have a multiple at which xᵀAx is least on the unit vectors of C: an
//     eigenvector for a number ≤ 0. With a second one, y, the form would not be positive on the plane of x and
//     y, in which the line x + ty leaves C at a point of a face that is not 0, or y is in a face itself. So there
//     is no such point if more than one eigenvalue is ≤ 0, nor if none is.
//   - Is one negative, {x : xᵀAx < 0} consists of two convex cones N and −N, neither of which meets a face: each is
//     inside C or outside, as any of its vectors is.
//   - Is one 0 and none negative, xᵀAx ≤ 0 for the vectors of the kernel alone.
//
// (For the orthant: K. P. Hadeler, Linear Algebra Appl. 49 (1983) 79–89; H. Väliaho, ibid. 81 (1986) 19–34.) Cost: a
// signature for each face, of which there are at most 2^rows.
func (m Matrix) NotAbove(b Matrix) (x []Number, err error) {
	if m.Cols != b.Cols {
		panic(fmt.Sprintf("rational: a form of %d variables on a cone of %d", m.Cols, b.Cols))
	}
	f := face{m, b, Identity(m.Cols)}
	if _, err := m.Signature(); err != nil {
		return nil, err
	}
	return f.notAbove(0), nil
}

// A face is a form on a cone in a subspace, whose vectors x are basisᵀx of the whole space.
type face struct{ form, cone, basis Matrix }

// notAbove decides a face, and those of its faces that are made by the constraints from k on; the others were
// decided with those before k.
func (f face) notAbove(k int) []Number {
	s, _ := f.form.Signature()
	if s.Pos == f.form.Rows {
		return nil
	}
	free := true
	for i := range f.cone.Rows {
		row := FromEntries(1, f.cone.Cols, f.cone.row(i))
		if row.IsZero() {
			continue
		}
		free = false
		if i < k {
			continue
		}
		if x := f.within(row.Kernel()).notAbove(i + 1); x != nil {
			return x
		}
	}
	if !free && s.Neg+s.Zero != 1 {
		return nil
	}
	x, _, negative, _ := f.form.NegativeDirection()
	if !negative {
		x = f.form.Kernel().row(0)
	}
	for _, sign := range []int64{1, -1} {
		v := FromEntries(len(x), 1, x).Scale(Int(sign))
		if free || least(f.cone.Mul(v).a).Sign() == 0 {
			return f.basis.T().Mul(v).a
		}
	}
	return nil
}

// within returns the part of the face in a subspace, of which rows are a basis.
func (f face) within(rows Matrix) face {
	t := rows.T()
	return face{rows.Mul(f.form).Mul(t), f.cone.Mul(t), rows.Mul(f.basis)}
}
