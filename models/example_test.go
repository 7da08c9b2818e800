package models_test

import (
	"errors"
	"fmt"
	"log"
	"math/big"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/spectra/interval"
)

// A formula is written once and read in several arithmetics.
func ExampleTrace() {
	// L(w) = (1 − w₀w₁)² + w₀²/3
	loss := models.Trace(2, func(w []models.Var) models.Var {
		one := models.Const(1)
		return one.Sub(w[0].Mul(w[1])).Sqr().Add(w[0].Sqr().Mul(models.Rat(1, 3)))
	})
	fmt.Printf("float64   %.4f\n", loss.Loss([]float64{0.5, 1}))

	jet, err := loss.Exact([]*big.Rat{big.NewRat(1, 2), big.NewRat(1, 1)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("rational ", jet.Loss, jet.Gradient, jet.Hessian)

	box, err := loss.Enclose([]interval.Interval{{Lo: 0.25, Hi: 0.5}, {Lo: 0.5, Hi: 1}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("on a box  ∂²L/∂w₁² in", box.Hessian.At(1, 1))
	// Output:
	// float64   0.3333
	// rational  1/3 [-2/3 -1/2] [[8/3 0/1] [0/1 1/2]]
	// on a box  ∂²L/∂w₁² in [0.125, 0.5]
}

// A point is checked once, and then serves the loss, the gradient and products with
// the Hessian.
func ExampleAt() {
	chain, err := models.NewChain(3, nil)
	if err != nil {
		log.Fatal(err)
	}
	p, err := models.At(chain, []float64{0, 0, 2})
	if err != nil {
		log.Fatal(err)
	}
	v := []float64{1, 1, 0}
	p.Mul(v, v)
	fmt.Println(p.Loss(), v)
	fmt.Println(mat.Formatted(p.Hessian()))

	relu := models.Trace(1, func(w []models.Var) models.Var { return w[0].Relu() })
	_, err = models.At(relu, []float64{0})
	var kink models.ErrNonSmooth
	fmt.Println(errors.As(err, &kink), kink.Unit)
	// Output:
	// 1 [-4 -4 0]
	// ⎡ 0  -4   0⎤
	// ⎢-4   0   0⎥
	// ⎣ 0   0   0⎦
	// true Relu 1
}

// The Hessian diag(2, 0) of x² − y⁴ at the origin does not tell what it is. The loss
// along the curve (0, t) does.
func ExampleTape_Series() {
	for _, toy := range models.Toys() {
		if toy.Name != "flat saddle" {
			continue
		}
		curve := []models.Series{{}, {new(big.Rat), big.NewRat(1, 1)}}
		s, err := toy.Series(curve, 4)
		if err != nil {
			log.Fatal(err)
		}
		order, coefficient := s.Lowest()
		fmt.Printf("%s: %s t^%d\n", toy.Formula, coefficient.RatString(), order)
	}
	// Output:
	// x² − y⁴: -1 t^4
}

// The order of the first derivative that does not vanish at the origin of a chain is
// its number of weights.
func ExampleTape_Polynomial() {
	chain, err := models.NewChain(3, nil)
	if err != nil {
		log.Fatal(err)
	}
	origin := []*big.Rat{new(big.Rat), new(big.Rat), new(big.Rat)}
	p, err := chain.Tape().Polynomial(origin, 0)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p, "has order", p.Order())
	// Output:
	// 1 - 2 δ0 δ1 δ2 + δ0^2 δ1^2 δ2^2 has order 3
}

// Two hidden layers of two units, X = I and Y = diag(2, 1): at the origin there is
// neither a gradient nor a Hessian.
func ExampleNewDeepLinear() {
	identity := [][]float64{{1, 0}, {0, 1}}
	target := [][]float64{{2, 0}, {0, 1}}
	loss, err := models.NewDeepLinear([]int{2, 2, 2, 2}, identity, target, nil)
	if err != nil {
		log.Fatal(err)
	}
	origin, err := models.At(loss, make([]float64, loss.Dim()))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(origin.Loss(), mat.Norm(origin.Hessian(), 2))
	// Output:
	// 2.5 0
}
