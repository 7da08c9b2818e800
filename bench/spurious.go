//go:build lapack

package bench

/*
#include "spurious.h"
*/
import "C"

import "saddle/theorems/certify"

// spuriousChecks are what spurious.c checks, in order.
var spuriousChecks = []string{
	"", "‖∇F‖ at the point", "‖∇F‖ < μ r", "lengths and angles", "F on the ball", "λ_min in other dimensions", "λ_min on the ball",
}

// spurious checks a certificate in 300 bits. It returns "" if all that it states is true and proves it, else
// what is not.
func spurious(c certify.Certificate) string {
	n := len(c.W)
	w := make([]float64, 2*n)
	for i := range n {
		w[i], w[n+i] = float64(c.W[i]), float64(c.Tail[i])
	}
	return spuriousChecks[C.arb_spurious(C.int(c.K), C.int(c.N), C.int(c.D), (*C.double)(&w[0]), (*C.double)(&w[n]), C.double(c.Radius), C.double(c.Gradient),
		C.double(c.Curvature), C.double(c.Complement), C.double(c.Shortest), C.double(c.Angle), C.double(c.Loss))]
}
