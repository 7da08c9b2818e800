package interval

import "fmt"

//go:generate sh -c "cd ../_asm && go run ./interval -out ../interval/slices_amd64.s -stubs ../interval/slices_stub_amd64.go -pkg interval"

// OfSlice sets dst[i] to [Of](x[i]). Lengths are equal, or it panics.
func OfSlice(dst []Interval, x []float64) {
	checkLengths("OfSlice", len(dst), len(x), len(x))
	for i, v := range x {
		dst[i] = Of(v)
	}
}

// AddSlice sets dst[i] to x[i] + y[i], the bits of [Interval.Add]. Lengths are equal, or it
// panics; dst may be x or y, and overlaps them in no other way.
//
// Here as in what follows, four intervals are rounded at a time where the processor has AVX-512. A
// block of four with the empty set in it costs what it costs one by one; so does, in products,
// one with a bound that is infinite.
func AddSlice(dst, x, y []Interval) {
	checkLengths("AddSlice", len(dst), len(x), len(y))
	addSlice(dst, x, y)
}

func addGo(dst, x, y []Interval) {
	for i, a := range x {
		dst[i] = a.Add(y[i])
	}
}

// SubSlice sets dst[i] to x[i] − y[i], the bits of [Interval.Sub]; see [AddSlice].
func SubSlice(dst, x, y []Interval) {
	checkLengths("SubSlice", len(dst), len(x), len(y))
	subSlice(dst, x, y)
}

func subGo(dst, x, y []Interval) {
	for i, a := range x {
		dst[i] = a.Sub(y[i])
	}
}

// MulSlice sets dst[i] to x[i]·y[i], the bits of [Interval.Mul]; see [AddSlice].
func MulSlice(dst, x, y []Interval) {
	checkLengths("MulSlice", len(dst), len(x), len(y))
	mulSlice(dst, x, y)
}

func mulGo(dst, x, y []Interval) {
	for i, a := range x {
		dst[i] = a.Mul(y[i])
	}
}

// DivSlice sets dst[i] to x[i]/y[i], the bits of [Interval.Div]; see [AddSlice]. A block with a
// divisor that contains 0 gains nothing either.
func DivSlice(dst, x, y []Interval) {
	checkLengths("DivSlice", len(dst), len(x), len(y))
	divSlice(dst, x, y)
}

func divGo(dst, x, y []Interval) {
	for i, a := range x {
		dst[i] = a.Div(y[i])
	}
}

// SqrtSlice sets dst[i] to √x[i], the bits of [Interval.Sqrt]; see [AddSlice].
func SqrtSlice(dst, x []Interval) {
	checkLengths("SqrtSlice", len(dst), len(x), len(x))
	sqrtSlice(dst, x)
}

func sqrtGo(dst, x []Interval) {
	for i, a := range x {
		dst[i] = a.Sqrt()
	}
}

// Axpy adds a·x to y: y[i] becomes y[i].Add(a.Mul(x[i])). The lengths are equal, or it panics;
// y may be x, and overlaps it in no other way. See [AddSlice].
func Axpy(y []Interval, a Interval, x []Interval) {
	checkLengths("Axpy", len(y), len(x), len(x))
	axpy(y, a, x)
}

func axpyGo(y []Interval, a Interval, x []Interval) {
	for i, b := range x {
		y[i] = y[i].Add(a.Mul(b))
	}
}

func checkLengths(name string, dst, x, y int) {
	if x != dst || y != dst {
		panic(fmt.Sprintf("interval: %s of lengths %d, %d and %d", name, dst, x, y))
	}
}
