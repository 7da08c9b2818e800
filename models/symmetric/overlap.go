package symmetric

import (
	"slices"

	"saddle/models"
)

// A mark is a coordinate that is told apart from the others of its block: that of a neuron.
type mark struct {
	block int
	which int // 0 or 1: two marks of a block are two coordinates
}

// A group is a set of coordinates at which each neuron of a pair has one number: a mark, or what
// the marks leave of a block.
type group struct {
	size  models.Var
	block int
	mark  mark
	rest  bool
}

// groups returns the coordinates, by groups, as some marks tell them apart.
func (s Shape) groups(marks ...mark) (out []group) {
	for b, size := range s.coordinates() {
		var here []mark
		for _, m := range marks {
			if m.block == b && !slices.Contains(here, m) {
				here = append(here, m)
			}
		}
		for _, m := range here {
			out = append(out, group{size: models.Rat(1, 1), block: b, mark: m})
		}
		rest := models.Const(size).Sub(models.Rat(int64(len(here)), 1))
		if c, _ := rest.Rational(); c.Sign() != 0 {
			out = append(out, group{size: rest, block: b, rest: true})
		}
	}
	return out
}

// values returns the numbers of a neuron in the groups: the one at the mark own, or of a class that is
// Single, whose own is none.
func (p point) values(class int, own mark, groups []group) []models.Var {
	out := make([]models.Var, len(groups))
	for i, g := range groups {
		out[i] = p.off[class][g.block]
		if !g.rest && g.mark == own && p.shape.Classes[class] != Single {
			out[i] = p.own[class]
		}
	}
	return out
}

// product returns u·v over the groups.
func product(groups []group, u, v []models.Var) (sum models.Var) {
	for i, g := range groups {
		sum = sum.Add(g.size.Mul(u[i].Mul(v[i])))
	}
	return sum
}

// overlap returns 2π f(u, v), where f is the arc-cosine kernel, of neurons that are not parallel:
// with c = u·v and A = |u||v| sin t, the area that they span,
//
//	2π f(u, v) = A + (π − t) c = A + c atan2(A, −c),  A² = |u|²|v|² − c².
func overlap(groups []group, u, v []models.Var) models.Var {
	c := product(groups, u, v)
	return kernel(product(groups, u, u).Mul(product(groups, v, v)).Sub(c.Sqr()), c)
}

// overlapTeacher returns 2π f(u, v) where v is the teacher at mark j: A² is then the square of
// what u has at the other coordinates, without cancellation where u is nearly v.
func overlapTeacher(groups []group, u []models.Var, j mark) models.Var {
	var square, c models.Var
	for i, g := range groups {
		if !g.rest && g.mark == j {
			c = u[i]
			continue
		}
		square = square.Add(g.size.Mul(u[i].Sqr()))
	}
	return kernel(square, c)
}

func kernel(square, c models.Var) models.Var {
	area := square.Sqrt()
	return area.Add(c.Mul(area.Atan2(c.Neg())))
}
