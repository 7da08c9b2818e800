package formula

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
)

// A function is what a call means.
type function struct {
	usage string
	least int // arguments
	most  int // arguments; 0 is any number
	apply func(x []models.Var) models.Var
	// domain reports whether f is defined at a rational number; nil if it is everywhere.
	domain func(c *big.Rat) bool
}

var functions = map[string]function{
	"abs":      unary("abs", models.Var.Abs),
	"acos":     unary("acos", models.Var.Acos).on(func(c *big.Rat) bool { return new(big.Rat).Abs(c).Cmp(big.NewRat(1, 1)) <= 0 }),
	"atan":     unary("atan", models.Var.Atan),
	"cos":      unary("cos", models.Var.Cos),
	"exp":      unary("exp", models.Var.Exp),
	"log":      unary("log", models.Var.Log).on(func(c *big.Rat) bool { return c.Sign() > 0 }),
	"relu":     unary("relu", models.Var.Relu),
	"sigmoid":  unary("sigmoid", models.Var.Sigmoid),
	"sin":      unary("sin", models.Var.Sin),
	"softplus": unary("softplus", models.Var.Softplus),
	"sqrt":     unary("sqrt", models.Var.Sqrt).on(func(c *big.Rat) bool { return c.Sign() >= 0 }),
	"tanh":     unary("tanh", models.Var.Tanh),
	"atan2": {usage: "atan2(y, x)", least: 2, most: 2, apply: func(x []models.Var) models.Var {
		return x[0].Atan2(x[1])
	}},
	"leakyrelu": {usage: "leakyrelu(x, 1/100)", least: 2, most: 2, apply: func(x []models.Var) models.Var {
		return x[0].LeakyRelu(x[1])
	}},
	"logsumexp": {usage: "logsumexp(x, y, …)", least: 1, apply: func(x []models.Var) models.Var {
		return models.LogSumExp(x...)
	}},
	"max": folded("max", models.Var.Max),
	"min": folded("min", models.Var.Min),
}

// ranges are read apart from functions: their first argument is no expression.
var ranges = map[string]string{"sum": "sum(i=1..5, w[i]^2)", "prod": "prod(i=1..5, w[i])"}

func unary(name string, f func(models.Var) models.Var) function {
	return function{usage: name + "(x)", least: 1, most: 1, apply: func(x []models.Var) models.Var { return f(x[0]) }}
}

// on returns f with a domain.
func (f function) on(domain func(c *big.Rat) bool) function {
	f.domain = domain
	return f
}

// folded is f(f(x₁, x₂), x₃) and so on.
func folded(name string, f func(x, y models.Var) models.Var) function {
	return function{usage: name + "(x, y)", least: 1, apply: func(x []models.Var) models.Var {
		z := x[0]
		for _, y := range x[1:] {
			z = f(z, y)
		}
		return z
	}}
}

func usage(name string) string {
	if s, ok := ranges[name]; ok {
		return s
	}
	return functions[name].usage
}

// functionNames returns the names of all functions and ranges, sorted.
func functionNames() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for name := range maps.Keys(functions) {
			if !yield(name) {
				return
			}
		}
		for name := range maps.Keys(ranges) {
			if !yield(name) {
				return
			}
		}
	})
}

func joined(names []string) string { return strings.Join(names, " ") }
