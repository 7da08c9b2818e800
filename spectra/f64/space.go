package f64

// A space holds the packed blocks of one product.
type space struct{ a, b []float64 }

// spaces keeps those not in use. Unlike a sync.Pool it gives back what was put, so
// the steady state allocates nothing.
var spaces = make(chan *space, 16)

func takeSpace() *space {
	select {
	case s := <-spaces:
		return s
	default:
		return new(space)
	}
}

func giveSpace(s *space) {
	select {
	case spaces <- s:
	default:
	}
}

// grow returns a slice of at least n numbers. The heap aligns large ones to pages. Sizes
// double at least: products one a little larger than the other make little garbage.
func grow(s []float64, n int) []float64 {
	if len(s) < n {
		return make([]float64, max(n, 8192, 2*len(s)))
	}
	return s
}
