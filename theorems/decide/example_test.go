package decide_test

import (
	"fmt"
	"log"
	"math/big"

	"saddle/models"
	"saddle/models/formula"
	"saddle/theorems/decide"
)

// Every line through 0 rises first, and yet there is a way down.
func ExampleFormula() {
	loss, err := formula.Parse("(y - x^2)*(y - 2*x^2)")
	if err != nil {
		log.Fatal(err)
	}
	w, err := formula.ParsePoint("0, 0", loss.Names)
	if err != nil {
		log.Fatal(err)
	}
	d, err := decide.Formula(loss, w)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d)
	// Output:
	// (y - x^2)*(y - 2*x^2)
	//   at        y = 0, x = 0
	//   is        saddle (exact)
	//   loss      0
	//   gradient  0, 0
	//   Hessian   0 negative, 1 zero, 1 positive
	//   descent   along (3/2 t^2, t) the loss changes by -1/4 t^4
	//   why       gradient 0, Hessian: 0 negative, 1 zero, 1 positive; along (3/2 t^2, t) the loss changes
	//             by -1/4 t^4
}

// A loss that was not typed is decided as well.
func ExampleAt() {
	chain, err := models.NewChain(3, nil)
	if err != nil {
		log.Fatal(err)
	}
	d, err := decide.At(chain.Tape(), []*big.Rat{new(big.Rat), new(big.Rat), big.NewRat(1, 2)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Kind, d.Grade, d.Descent)
	// Output: saddle exact along (-t, -t, 0) the loss changes by -t^2
}

// A gradient that float64 rounds to 0 is told from 0.
func ExampleFormula_saturated() {
	loss, err := formula.Parse("(1 - tanh(w))^2")
	if err != nil {
		log.Fatal(err)
	}
	d, err := decide.Formula(loss, []*big.Rat{big.NewRat(50, 1)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Kind, d.Grade)
	fmt.Println(d.Why)
	// Output:
	// not critical certified
	// |∂L/∂w| ≥ 2.21423e-86
}

// Near a critical point whose numbers are not rational, that point is decided.
func ExampleNear() {
	loss, err := formula.Parse("x^4 - 4*x^2 + y^2")
	if err != nil {
		log.Fatal(err)
	}
	d, err := decide.Near(loss.Tape(), loss.Names, []float64{1.4142135623730951, 0})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Kind, d.Strict, d.Loss)
	// Output: minimum true [-4.00001, -3.99999]
}
