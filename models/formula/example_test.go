package formula_test

import (
	"fmt"
	"log"

	"saddle/models/formula"
)

// A text becomes a tape, which is read in any arithmetic.
func ExampleParse() {
	loss, err := formula.Parse("(1 − w1·w2)² + 0.1*w1^2")
	if err != nil {
		log.Fatal(err)
	}
	w, err := formula.ParsePoint("w1=1, w2=1/2", loss.Names)
	if err != nil {
		log.Fatal(err)
	}
	jet, err := loss.Tape().Exact(w)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(loss)
	fmt.Println(loss.Names, jet.Loss, jet.Gradient)
	// Output:
	// (1 - w1*w2)^2 + 0.1*w1^2
	// [w1 w2] 7/20 [-3/10 -1/1]
}

// A slip of the pen is shown where it is.
func ExampleErrSyntax() {
	_, err := formula.Parse("(1 - tahn(w1))^2")
	fmt.Println(err)
	// Output:
	// formula: column 6: unknown function tahn; did you mean tanh?
	//   (1 - tahn(w1))^2
	//        ^
}

// Ranges are written out, and their indices may stand in names.
func ExampleParse_range() {
	loss, err := formula.Parse("(1 - prod(i=1..3, w[i]))^2 + sum(i=1..3, w[i]^2)/8")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(loss.Names, loss.Tape().Loss([]float64{1, 1, 1}))
	// Output: [w[1] w[2] w[3]] 0.375
}

// One range is meant for all names.
func ExampleParseBox() {
	box, err := formula.ParseBox("-3..3", []string{"x", "y"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(box[1].Lo, box[1].Hi)
	// Output: -3/1 3/1
}
