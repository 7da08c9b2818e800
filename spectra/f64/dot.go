package f64

import (
	"fmt"
	"math"
)

//go:generate sh -c "cd ../_asm && go run ./dot -out ../f64/dot_amd64.s -stubs ../f64/dot_stub_amd64.go -pkg f64"

// Dot returns the sum of x[i]·y[i]. It panics if the lengths differ.
//
// Order: blocks of 32 go to 32 lanes, each lane a chain of fused multiply-adds
// from zero; then blocks of 8 to the first 8 lanes; the lanes are added in
// halves, 32 → 16 → 8 → 4 → 2 → 1, except that the first step adds lanes 8–15 to
// 0–7 and 24–31 to 16–23; then what is left is fused onto the sum in order.
func Dot(x, y []float64) float64 {
	if len(x) != len(y) {
		panic(fmt.Sprintf("f64: Dot of lengths %d and %d", len(x), len(y)))
	}
	return dot(x, y)
}

func dotGo(x, y []float64) float64 {
	var lane [32]float64
	for len(x) >= 32 {
		for l := range lane {
			lane[l] = math.FMA(x[l], y[l], lane[l])
		}
		x, y = x[32:], y[32:]
	}
	for len(x) >= 8 {
		for l := range 8 {
			lane[l] = math.FMA(x[l], y[l], lane[l])
		}
		x, y = x[8:], y[8:]
	}
	sum := sum32(&lane)
	for i, a := range x {
		sum = math.FMA(a, y[i], sum)
	}
	return sum
}

// sum32 adds 32 lanes as [Dot] says.
func sum32(lane *[32]float64) float64 {
	for l := range 8 {
		lane[l] += lane[l+8]
		lane[l+16] += lane[l+24]
		lane[l] += lane[l+16]
	}
	return sum8((*[8]float64)(lane[:]))
}

// sum8 adds 8 lanes in halves.
func sum8(lane *[8]float64) float64 {
	return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]))
}
