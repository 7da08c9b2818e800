package rational_test

import (
	"fmt"
	"math/big"

	"saddle/spectra/rational"
)

func ExampleNumber() {
	third := rational.New(1, 3)
	fmt.Println(third.Add(rational.New(1, 6)), third.Pow(-4), rational.Float(0.1).Cmp(rational.New(1, 10)))
	// Output: 1/2 81 1
}

// The Hessian of the loss ½(1 − w₁w₂w₃)² at (1, 1, 1) has one eigenvalue that is not 0.
func ExampleMatrix_Signature() {
	h := rational.Ints(3, 3, []int{1, 1, 1, 1, 1, 1, 1, 1, 1})
	s, err := h.Signature()
	fmt.Printf("%+v %v\n", s, err)
	_, err = rational.Ints(2, 2, []int{1, 2, 3, 4}).Signature()
	fmt.Println(err)
	// Output:
	// {Neg:0 Zero:2 Pos:1} <nil>
	// rational: not symmetric: entries (1,0) and (0,1) differ; take (A + Aᵀ)/2 if that is meant
}

func ExampleMatrix_SignatureWithin() {
	hilbert := rational.Zeros(20, 20)
	for i := range 20 {
		for j := range 20 {
			hilbert.Set(i, j, rational.New(1, int64(i+j+1)))
		}
	}
	_, ok, _ := hilbert.SignatureWithin(1000)
	fmt.Println(ok)
	s, ok, _ := hilbert.SignatureWithin(1e6) // a millisecond
	fmt.Println(s.Pos, ok)
	// Output:
	// false
	// 20 true
}

func ExampleMatrix_RegularBlock() {
	a := rational.Ints(3, 3, []int{1, 1, 0, 1, 1, 0, 0, 0, 5})
	fmt.Println(a.RegularBlock())
	// Output: [0 2] true <nil>
}

func ExampleMatrix_NegativeDirection() {
	fmt.Println(rational.Ints(2, 2, []int{1, 3, 3, 8}).NegativeDirection())
	// Output: [-3 1] -1 true <nil>
}

func ExampleMatrix_Kernel() {
	m := rational.FromRows([][]*big.Rat{{big.NewRat(1, 1), big.NewRat(1, 2), big.NewRat(3, 1)}})
	for _, u := range m.Kernel().ToRows() {
		fmt.Println(u)
	}
	// Output:
	// [-1/2 1/1 0/1]
	// [-3/1 0/1 1/1]
}

func ExampleCayley() {
	u := rational.Cayley(2, []int{2})
	fmt.Println(u.At(0, 0), u.At(0, 1), u.At(1, 0), u.At(1, 1))
	// Output: -3/5 4/5 -4/5 -3/5
}
