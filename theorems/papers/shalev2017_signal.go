package papers

import (
	"fmt"

	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A ProductTask is to learn the product of the labels of K images by q(x_1)…q(x_K), where q is one net on single images,
// with the loss −y q(x_1)…q(x_K). There are as many images as Q has entries, each as likely: Q are the outputs of q
// at them, Slopes the gradients of q in its weights, and Y the labels, −1 or 1. If Same, all K images are one; if
// First, the label is that of the first image instead of the product.
type ProductTask struct {
	Q, Y        []int
	Slopes      [][]int
	K           int
	Same, First bool
}

// moments returns |E g|² and E |g|² of the gradient g of the loss, over all sequences of K images.
func (p ProductTask) moments() (ofMean, second rational.Number) {
	n := len(p.Slopes[0])
	total, squares, count := make([]int64, n), int64(0), int64(0)
	images := make([]int, p.K)
	var choose func(k int)
	choose = func(k int) {
		if k == p.K {
			count++
			for w := range n {
				g := p.slope(images, w)
				total[w] += g
				squares += g * g
			}
			return
		}
		for i := range p.Q {
			if p.Same && k > 0 && i != images[0] {
				continue
			}
			images[k] = i
			choose(k + 1)
		}
	}
	choose(0)
	for _, t := range total {
		ofMean = ofMean.Add(squared(rational.New(t, count)))
	}
	return ofMean, rational.New(squares, count)
}

// slope returns the derivative of −loss in weight w.
func (p ProductTask) slope(images []int, w int) int64 {
	label, sum := int64(1), int64(0)
	for j, at := range images {
		if j == 0 || !p.First {
			label *= int64(p.Y[at])
		}
		term := int64(p.Slopes[at][w])
		for i, other := range images {
			if i != j {
				term *= int64(p.Q[other])
			}
		}
		sum += term
	}
	return label * sum
}

// share returns |E g|²/E |g|², how much of a gradient is signal; 0 if there is no gradient.
func (p ProductTask) share() rational.Number {
	ofMean, second := p.moments()
	if second.IsZero() {
		return second
	}
	return ofMean.Quo(second)
}

// correlation returns (E yq)²/E q², at most 1, and 0 if q = 0.
func (p ProductTask) correlation() rational.Number {
	along, squares := 0, 0
	for i, q := range p.Q {
		along, squares = along+p.Y[i]*q, squares+q*q
	}
	if squares == 0 {
		return rational.Number{}
	}
	return rational.New(int64(along)*int64(along), int64(len(p.Q))*int64(squares))
}

// SignalOfAProductFallsExponentially: E g = K (E yq)^(K−1) E y∇q, and E |g|² is at least K (E q²)^(K−1) E |∇q|², as
// the other terms of the square have the sum K(K − 1)(E q²)^(K−2)|E q∇q|². With each label given, the gradient
// Σ y_j ∇q(x_j) has at least the share of K = 1.
var SignalOfAProductFallsExponentially = theorems.Claim[ProductTask]{
	Name: "shalev2017/signal-of-a-product-falls-exponentially",
	Says: "K independent images, the product y of their labels, and the loss −y q(x_1)…q(x_K) with one net q on single images: the gradient g has |E g|²/E |g|² ≤ K ρ^(K−1) r, where r is that share for K = 1, and ρ = (E yq)²/E q² ≤ 1, which is small for a net that has learnt nothing yet: " +
		"end to end the signal vanishes exponentially in K",
	Source: shalev2017.Locate("section 3, whose experiment has the ratio of signal to noise fall exponentially, as we recall it; this loss and bound derived", "Training stops ...."),
	Expect: theorems.Held,
	Draw:   drawProduct,
	Given: []theorems.Hypothesis[ProductTask]{
		{
			Name:  "the images are independent",
			Holds: func(p ProductTask) bool { return !p.Same },
			Drop: func(t *rapid.T) ProductTask {
				p := drawProduct(t)
				p.Same = true
				return p
			},
			Known: []ProductTask{{Q: []int{1, 1}, Y: []int{1, -1}, Slopes: [][]int{{1}, {1}}, K: 2, Same: true}},
		},
		{
			Name:  "the label is the product",
			Holds: func(p ProductTask) bool { return !p.First },
			Drop: func(t *rapid.T) ProductTask {
				p := drawProduct(t)
				p.First = true
				return p
			},
			Known: []ProductTask{{Q: []int{1, 1}, Y: []int{1, -1}, Slopes: [][]int{{1}, {0}}, K: 2, First: true}},
		},
	},
	MinDecided: 1,
	Labels: func(p ProductTask) []string {
		return append(holding(class{"ρ < 1/10", p.correlation().Cmp(rational.New(1, 10)) < 0}, class{"ρ > 1/2", p.correlation().Cmp(rational.New(1, 2)) > 0}), fmt.Sprintf("K=%d", p.K))
	},
	Share: map[string]float64{"K=2": .1, "K=3": .06, "K=4": .06, "ρ < 1/10": .08, "ρ > 1/2": .08},
	Then: func(p ProductTask) theorems.Evidence {
		alone := p
		alone.K, alone.Same, alone.First = 1, false, false
		got := p.share()
		most := rational.Int(int64(p.K)).Mul(p.correlation().Pow(p.K - 1)).Mul(alone.share())
		return theorems.Exactly(got.Cmp(most) <= 0, "the share of the signal is %s, and Kρ^(K−1)r = %s", short(got), short(most))
	},
	Figures: signalFigures,
}

func drawProduct(t *rapid.T) ProductTask {
	n := rapid.IntRange(2, 5).Draw(t, "images")
	p := ProductTask{Q: ints(t, "q", n, -3, 3), K: rapid.IntRange(2, 4).Draw(t, "K")}
	weights := rapid.IntRange(1, 3).Draw(t, "weights")
	for range n {
		p.Y = append(p.Y, rapid.SampledFrom([]int{-1, 1}).Draw(t, "y"))
		p.Slopes = append(p.Slopes, ints(t, "∂q", weights, -3, 3))
	}
	return p
}
