package papers

import (
	"pgregory.net/rapid"

	"saddle/spectra/rational"
	"saddle/theorems"
)

// A DecayedUnit is a normalised unit that makes Few steps of gradient descent, as with a large batch, or Many, as with a small one in the
// same epochs, where all batches have one loss. Its decay, if there is any, is λ = 1/5.
type DecayedUnit struct {
	Unit      NormalisedUnit
	Few, Many int
}

// loss is the unit with its loss alone, without decay.
func (d DecayedUnit) loss() NormalisedUnit {
	u := d.Unit
	u.Decay = false
	return u
}

// stationary reports whether no direction changes the loss behind the normalisation at first order.
func (d DecayedUnit) stationary() bool {
	u := d.loss()
	u.Raw = false
	return column(u.gradient()).IsZero()
}

// DecayMakesSmallBatchesLookSharp is the mechanism by which widths flip: L(tw) = L(w) has the Hessian ∇²L(tw) = ∇²L(w)/t².
var DecayMakesSmallBatchesLookSharp = theorems.Claim[DecayedUnit]{
	Name:   "li2018/decay-makes-small-batches-look-sharp",
	Says:   "Where the loss does not depend on the length of w, as behind a normalisation, and w is stationary for all batches, a step with weight decay λ, 0 < ηλ < 1, makes w shorter and leaves the loss: after the same epochs small batches, with more steps, have the smaller weights, and a Hessian that is larger by the squared ratio of the lengths, at one and the same function",
	Source: li2018.Locate("that small and large batches change places as to width with weight decay, since the more steps the smaller the weights; derived here", "Training Processing"),
	Expect: theorems.Held,
	Draw:   func(t *rapid.T) DecayedUnit { return drawDecayed(t, true) },
	Given: []theorems.Hypothesis[DecayedUnit]{
		{
			Name:  "there is weight decay",
			Holds: func(d DecayedUnit) bool { return d.Unit.Decay },
			Drop: func(t *rapid.T) DecayedUnit {
				d := drawDecayed(t, true)
				d.Unit.Decay = false
				return d
			},
			Known: []DecayedUnit{{Unit: NormalisedUnit{P: []int{1, 0}, W: fractions(1, 0), Rate: Fraction{1, 1}}, Few: 1, Many: 2}},
		},
		{
			Name:  "the loss does not depend on the length",
			Holds: func(d DecayedUnit) bool { return !d.Unit.Raw },
			Drop: func(t *rapid.T) DecayedUnit {
				d := drawDecayed(t, true)
				d.Unit.Raw = true
				return d
			},
			Known: []DecayedUnit{{Unit: NormalisedUnit{P: []int{1, 0}, W: fractions(1, 0), Rate: Fraction{1, 2}, Raw: true, Decay: true}, Few: 1, Many: 2}},
		},
		{
			Name:  "w is stationary",
			Holds: DecayedUnit.stationary,
			Drop:  func(t *rapid.T) DecayedUnit { return drawDecayed(t, false) },
			Known: []DecayedUnit{{Unit: NormalisedUnit{P: []int{1, 0}, W: fractions(1, 1), Rate: Fraction{1, 2}, Decay: true}, Few: 1, Many: 2}},
		},
	},
	MinDecided: 1,
	Labels: func(d DecayedUnit) []string {
		return holding(class{"two weights", len(d.Unit.W) == 2}, class{"three weights", len(d.Unit.W) == 3}, class{"twice as many steps or more", d.Many >= 2*d.Few})
	},
	Share: map[string]float64{"two weights": .2, "three weights": .2, "twice as many steps or more": .2},
	Then:  DecayedUnit.looksSharp,
}

// after returns where so many steps lead.
func (d DecayedUnit) after(steps int) []rational.Number {
	w := numbers(d.Unit.W)
	for range steps {
		w = stepped(d.Unit.tape(), w, d.Unit.Rate.number())
	}
	return w
}

// looksSharp compares the losses, the lengths, and the Hessians entry by entry.
func (d DecayedUnit) looksSharp() theorems.Evidence {
	few, many := d.after(d.Few), d.after(d.Many)
	a, b := jetAt(d.loss().tape(), rats(few)), jetAt(d.loss().tape(), rats(many))
	if a.Loss.Cmp(b.Loss) != 0 {
		return theorems.Exactly(false, "the losses differ after %d and %d steps", d.Few, d.Many)
	}
	long, short := column(few).Norm2(), column(many).Norm2()
	if short.Cmp(long) >= 0 {
		return theorems.Exactly(false, "|w|² is %v after %d steps, %v after %d", long, d.Few, short, d.Many)
	}
	first, second := rational.FromRows(a.Hessian), rational.FromRows(b.Hessian)
	scaled := second.Scale(short.Quo(long))
	return theorems.Exactly(!first.IsZero() && scaled.Sub(first).IsZero(), "|w|² is %v, and %v with more steps", long, short)
}

// drawDecayed draws a unit whose weights are a multiple of p, for which the output is greatest, or not stationary.
func drawDecayed(t *rapid.T, stationary bool) DecayedUnit {
	return suchThat(t, func(t *rapid.T) DecayedUnit {
		width := rapid.IntRange(2, 3).Draw(t, "weights")
		u := NormalisedUnit{P: ints(t, "p", width, -3, 3), Y: rapid.IntRange(-3, 3).Draw(t, "y"), Rate: drawFraction(t, "rate", 1, 9, 4), Decay: true}
		few := rapid.IntRange(1, 2).Draw(t, "few")
		d := DecayedUnit{Unit: u, Few: few, Many: rapid.IntRange(few+1, 4).Draw(t, "many")}
		if !stationary {
			d.Unit.W = fractions(ints(t, "w", width, -3, 3)...)
			return d
		}
		c := drawFraction(t, "c", -3, 3, 3)
		for _, p := range d.Unit.P {
			d.Unit.W = append(d.Unit.W, Fraction{c.P * p, c.Q})
		}
		return d
	}, func(d DecayedUnit) bool {
		return dot(d.Unit.P, d.Unit.P) != d.Unit.Y && d.Unit.Rate.P < 5*d.Unit.Rate.Q && !column(numbers(d.Unit.W)).IsZero() && d.stationary() == stationary
	})
}
