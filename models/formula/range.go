package formula

import (
	"fmt"
	"math/big"
	"slices"

	"saddle/models"
)

// ranged writes out a sum or a product.
func (e *evaluation) ranged(n *node) (value, error) {
	if _, taken := e.number[n.index]; taken {
		return value{}, e.fail(n, fmt.Sprintf("the index %s is a parameter too", n.index), "give one of them another name")
	}
	first, err := e.whole(n.args[0])
	if err != nil {
		return value{}, err
	}
	last, err := e.whole(n.args[1])
	if err != nil {
		return value{}, err
	}
	if !slices.Contains(e.indexed, n.index) {
		e.indexed = append(e.indexed, n.index)
	}
	z := value{}
	if n.text == "prod" {
		z.v = models.Rat(1, 1)
	}
	depth := len(e.indices)
	for i := first.Int64(); i <= last.Int64(); i++ {
		e.indices = append(e.indices[:depth], binding{n.index, big.NewRat(i, 1)})
		x, err := e.value(n.args[2])
		if err != nil {
			return value{}, err
		}
		if n.text == "prod" {
			z = value{z.v.Mul(x.v), z.degree + x.degree}
		} else {
			z = value{z.v.Add(x.v), max(z.degree, x.degree)}
		}
		if z, err = e.bounded(n, z); err != nil {
			return value{}, err
		}
	}
	e.indices = e.indices[:depth]
	return z, nil
}
