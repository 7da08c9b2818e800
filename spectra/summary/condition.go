package summary

import (
	"fmt"
	"math"
)

// A Condition is the condition number κ = max|λ| / min|λ|.
type Condition struct {
	// Ratio is κ, nil where 0 is no farther from the smallest |λ| than the error.
	Ratio *float64 `json:"ratio"`
	// Lo and Hi enclose 1/κ, if the eigenvalues have no more than their error; of a singular
	// matrix both are 0.
	Lo float64 `json:"inverseLo"`
	Hi float64 `json:"inverseHi"`
	// Says is what is known in words.
	Says string `json:"says"`
}

// conditionOf takes from the values what they tell up to their error, and from the signs
// whether 0 is an eigenvalue.
func conditionOf(s Summary) (c Condition) {
	least, most := math.Inf(1), 0.0
	for _, x := range s.Values {
		least, most = min(least, math.Abs(x)), max(most, math.Abs(x))
	}
	if s.Signs.Zero > 0 {
		c.Says = fmt.Sprintf("infinite: the matrix is singular, %d of its eigenvalues are 0", s.Signs.Zero)
		return c
	}
	// Halves, because a sum may be beyond float64.
	c.Lo, c.Hi = max(0, least/2-s.Error/2)/(most/2+s.Error/2), 1
	if most > s.Error {
		c.Hi = min(1, (least/2+s.Error/2)/(most/2-s.Error/2))
	}
	switch {
	case c.Lo > 0:
		ratio := most / least
		c.Ratio = &ratio
		c.Says = fmt.Sprintf("%.4g, from %.4g to %.4g; its inverse is %.4g", ratio, 1/c.Hi, 1/c.Lo, least/most)
	case s.Signs.Unsure == 0:
		c.Says = fmt.Sprintf("at least %.4g, and finite: no eigenvalue is 0, but the smallest is below the error", 1/c.Hi)
	default:
		c.Says = fmt.Sprintf("unbounded: 0 is not excluded; at least %.4g", 1/c.Hi)
	}
	return c
}
