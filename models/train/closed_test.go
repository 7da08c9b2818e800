package train

import (
	"fmt"
	"math"
	"math/cmplx"
	"math/rand/v2"
	"testing"
)

// size returns the largest of 1 and all |x|.
func size(x []float64) float64 {
	most := 1.0
	for _, v := range x {
		most = max(most, math.Abs(v))
	}
	return most
}

// path steps one parameter from 1 on ½ λ w² and returns w_0, …, w_count.
func path(t *testing.T, m Method, lambda float64, count int) []float64 {
	t.Helper()
	o := mustRule(t, m, 1, 1)
	w, g := []float64{1}, make([]float64, 1)
	all := []float64{1}
	for range count {
		g[0] = lambda * w[0]
		o.Step(w, g)
		all = append(all, w[0])
	}
	return all
}

// recurrence returns x_0, …, x_count of x_{t+1} = a x_t − b x_{t−1} as A rᵗ + B sᵗ with the roots
// r and s of z² − a z + b, which must differ.
func recurrence(a, b, x0, x1 float64, count int) []float64 {
	root := cmplx.Sqrt(complex(a*a-4*b, 0))
	r, s := (complex(a, 0)+root)/2, (complex(a, 0)-root)/2
	first := (complex(x1, 0) - s*complex(x0, 0)) / (r - s)
	x := make([]float64, count+1)
	for t := range x {
		x[t] = real(first*cmplx.Pow(r, complex(float64(t), 0)) + (complex(x0, 0)-first)*cmplx.Pow(s, complex(float64(t), 0)))
	}
	return x
}

const (
	pathSteps = 60
	// pathBound is for sums of that many steps of size 1, each with a few roundings, and for the
	// powers of the closed form.
	pathBound = 16 * pathSteps * 0x1p-52
)

// TestDescentOnQuadratic: w_t = (1 − ηλ)ᵗ, also where it overshoots and where it diverges.
func TestDescentOnQuadratic(t *testing.T) {
	for _, lambda := range []float64{0, 0.3, 1, 1.7, 2, 2.1} {
		want := make([]float64, pathSteps+1)
		for i := range want {
			want[i] = math.Pow(1-0.9*lambda, float64(i))
		}
		near(t, fmt.Sprint(lambda), path(t, GradientDescent{Rate: 0.9}, lambda, pathSteps), want, pathBound*size(want))
	}
}

// TestMomentumOnQuadratic: w_{t+1} = (1 + μ − ηλ) w_t − μ w_{t−1}, with real and with complex roots.
func TestMomentumOnQuadratic(t *testing.T) {
	for _, lambda := range []float64{0.01, 0.5, 1, 3} {
		for _, mu := range []float64{0, 0.3, 0.9} {
			const eta = 0.8
			want := recurrence(1+mu-eta*lambda, mu, 1, 1-eta*lambda, pathSteps)
			near(t, fmt.Sprint(lambda, mu), path(t, Momentum{Rate: eta, Momentum: mu}, lambda, pathSteps), want, 20*pathBound*size(want))
		}
	}
}

// TestNesterovOnQuadratic: the point of the gradient goes by w_{t+1} = (1 − ηλ)((1 + μ) w_t − μ w_{t−1}).
func TestNesterovOnQuadratic(t *testing.T) {
	for _, lambda := range []float64{0.01, 0.5, 1, 1.5} {
		for _, mu := range []float64{0, 0.3, 0.9} {
			const eta = 0.8
			c := 1 - eta*lambda
			want := recurrence(c*(1+mu), c*mu, 1, 1-eta*lambda*(1+mu), pathSteps)
			near(t, fmt.Sprint(lambda, mu), path(t, Nesterov{Rate: eta, Momentum: mu}, lambda, pathSteps), want, 20*pathBound*size(want))
		}
	}
}

// TestNesterovAsPublished: it takes its gradients where the two equations of Sutskever et al. do,
// on a loss that is not quadratic.
func TestNesterovAsPublished(t *testing.T) {
	const eta, mu = 0.05, 0.9
	slope := func(x float64) float64 { return math.Sinh(x) + 0.3*math.Cos(3*x) }
	o := mustRule(t, Nesterov{Rate: eta, Momentum: mu}, 1, 1)
	w, g := []float64{1}, make([]float64, 1)
	theta, v := 1.0, 0.0
	for i := range pathSteps {
		ahead := theta + mu*v
		near(t, fmt.Sprint(i), w, []float64{ahead}, 20*pathBound)
		v = mu*v - eta*slope(ahead)
		theta += v
		g[0] = slope(w[0])
		o.Step(w, g)
	}
}

// TestConstantGradient: what the rules make of the gradient g at each of t steps.
func TestConstantGradient(t *testing.T) {
	const eta, mu, rho = 0.01, 0.9, 0.8
	fall := func(q float64, t int) float64 { return 1 - math.Pow(q, float64(t)) }
	for _, c := range []struct {
		method Method
		move   func(g float64, t int) float64 // of step t = 1, 2, …
	}{
		{GradientDescent{Rate: eta}, func(g float64, _ int) float64 { return -eta * g }},
		{Momentum{eta, mu}, func(g float64, t int) float64 { return -eta * g * fall(mu, t) / (1 - mu) }},
		{Nesterov{eta, mu}, func(g float64, t int) float64 { return -eta * g * (1 + mu*fall(mu, t)/(1-mu)) }},
		{Adam{Rate: eta}, func(g float64, _ int) float64 { return -eta * g / (math.Abs(g) + 1e-8) }},
		{Adam{Rate: eta, Epsilon: 0.5}, func(g float64, _ int) float64 { return -eta * g / (math.Abs(g) + 0.5) }},
		{Adam{Rate: eta, Uncorrected: true}, func(g float64, t int) float64 {
			return -eta * g * fall(0.9, t) / (math.Sqrt(fall(0.999, t))*math.Abs(g) + 1e-8)
		}},
		{RMSprop{Rate: eta, Decay: rho}, func(g float64, t int) float64 {
			return -eta * g / (math.Sqrt(fall(rho, t))*math.Abs(g) + 1e-8)
		}},
	} {
		for _, g := range []float64{1, -3, 0.001} {
			o := mustRule(t, c.method, 1, 1)
			w := []float64{0}
			sum := 0.0
			for i := range pathSteps {
				o.Step(w, []float64{g})
				sum += c.move(g, i+1)
				// 1 − 0.999ᵗ and such lose what t has fewer digits than 1.
				near(t, fmt.Sprintf("%#v, g = %v", c.method, g), w, []float64{sum}, 1000*pathBound*math.Abs(sum))
			}
		}
	}
}

// running returns (1 − ρ) Σ ρ^{t−i} x_i, the mean that starts at 0.
func running(rho float64, x []float64) float64 {
	sum := 0.0
	for i, v := range x {
		sum += (1 - rho) * math.Pow(rho, float64(len(x)-1-i)) * v
	}
	return sum
}

// TestRulesAsPublished: Adam, RMSprop and Adadelta on gradients of all sizes are what their
// formulas say, with the means as sums over all that was.
func TestRulesAsPublished(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 0))
	for range 20 {
		scale := math.Ldexp(1, r.IntN(40)-20)
		var g, squares, moves, rms, deltas []float64
		w := []float64{0, 0, 0}
		wants := []float64{0, 0, 0}
		adam, prop, delta := mustRule(t, Adam{}, 1, 1), mustRule(t, RMSprop{}, 1, 1), mustRule(t, Adadelta{}, 1, 1)
		for i := range pathSteps {
			x := scale * r.NormFloat64()
			g, squares = append(g, x), append(squares, x*x)
			n := float64(i + 1)
			m, v := running(0.9, g)/(1-math.Pow(0.9, n)), running(0.999, squares)/(1-math.Pow(0.999, n))
			moves = append(moves, -0.001*m/(math.Sqrt(v)+1e-8))
			rms = append(rms, -0.001*x/(math.Sqrt(running(0.9, squares))+1e-8))
			d := -math.Sqrt(running(0.95, deltas)+1e-6) / math.Sqrt(running(0.95, squares)+1e-6) * x
			deltas = append(deltas, d*d)
			for j, step := range []float64{moves[i], rms[i], d} {
				wants[j] += step
			}
			adam.Step(w[:1], g[i:])
			prop.Step(w[1:2], g[i:])
			delta.Step(w[2:], g[i:])
			near(t, fmt.Sprintf("gradients of %v, step %d", scale, i), w, wants, 1000*pathBound)
		}
	}
}

// TestFirstSteps: corrected, Adam's first step is η in the direction of the gradient, of any size.
func TestFirstSteps(t *testing.T) {
	for _, g := range []float64{1e-100, -1e-3, 1, -1e100} {
		w := []float64{0}
		mustRule(t, Adam{Epsilon: None}, 1, 1).Step(w, []float64{g})
		near(t, fmt.Sprint(g), w, []float64{-math.Copysign(0.001, g)}, 8*0x1p-53)
	}
}
