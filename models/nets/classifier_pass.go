package nets

import (
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// least is where a sigmoid stops falling: exp(700) is near the end of float64.
const least = -700

// Wrong returns how many samples the net in each lane of w has wrong, for the price of half a
// gradient. It panics unless w has length P·Lanes.
func (k *Classifier) Wrong(w []float64) (wrong [Lanes]int) {
	k.mustFit("w", w, Lanes)
	k.forward(w)
	return k.wrong()
}

// Gradient sets g = ∇L(w) for all lanes, and returns how many samples each net has wrong. g must
// not overlap w. It panics unless both have length P·Lanes.
func (k *Classifier) Gradient(g, w []float64) (wrong [Lanes]int) {
	k.mustFit("g", g, Lanes)
	k.mustFit("w", w, Lanes)
	k.forward(w)
	k.backward(g, w)
	return k.wrong()
}

// LossGradient sets g = ∇L(w) for all lanes, and returns L(w) and how many samples each net has
// wrong. g must not overlap w. It panics unless both have length P·Lanes. The losses cost
// something of their own: who only descends needs [Classifier.Gradient] alone.
func (k *Classifier) LossGradient(g, w []float64) (loss [Lanes]float64, wrong [Lanes]int) {
	wrong = k.Gradient(g, w)
	for s := range k.samples {
		for l := range loss {
			loss[l] += logLoss(k.margin[s*Lanes+l])
		}
	}
	for l := range loss {
		loss[l] *= k.scale
	}
	return loss, wrong
}

// forward sets z, a, slope, out and margin.
func (k *Classifier) forward(w []float64) {
	d, row := k.inputs, k.config.Hidden*Lanes
	f64.Mul(k.z, 1, k.x, f64.NewMatrix(d+1, row, row, w[:(d+1)*row]))
	k.activate()
	v, c := w[(d+1)*row:(d+2)*row], w[(d+2)*row:]
	for s := range k.samples {
		out := lanes(k.out, s)
		*out = *lanes(c, 0)
		for u := range k.config.Hidden {
			a, v := lanes(k.a, s*k.config.Hidden+u), lanes(v, u)
			for l := range out {
				out[l] += float64(v[l] * a[l])
			}
		}
		margin, y := lanes(k.margin, s), k.sign[s]
		for l := range margin {
			margin[l] = y * out[l]
		}
	}
}

// lanes returns number p of all lanes.
func lanes(x []float64, p int) *[Lanes]float64 { return (*[Lanes]float64)(x[p*Lanes:]) }

// activate sets a = σ(z) and slope = σ′(z), without a difference of near-equal numbers.
func (k *Classifier) activate() {
	a, slope := k.a, k.slope[:len(k.a)]
	z := k.z.Data[:len(a)]
	if k.config.Activation == models.ReLU {
		for i, x := range z {
			x = max(x, 0) // a NaN stays one
			a[i] = x
			on := uint64(0)
			if math.Float64bits(x) != 0 {
				on = math.Float64bits(1)
			}
			slope[i] = math.Float64frombits(on)
		}
		return
	}
	for i, x := range z {
		slope[i] = -max(x, least)
	}
	f64.Exp(slope, slope)
	for i, e := range slope {
		r := 1 / (1 + e)
		a[i], slope[i] = r, r*(e*r)
	}
}

// backward sets pull, delta and g, after forward.
func (k *Classifier) backward(g, w []float64) {
	d, row := k.inputs, k.config.Hidden*Lanes
	k.setPull()
	gv, gc := g[(d+1)*row:(d+2)*row], lanes(g[(d+2)*row:], 0)
	clear(g[(d+1)*row:])
	v := w[(d+1)*row:]
	for s := range k.samples {
		pull := lanes(k.pull, s)
		for l, p := range pull {
			gc[l] += p
		}
		for u := range k.config.Hidden {
			at := s*k.config.Hidden + u
			a, slope, delta := lanes(k.a, at), lanes(k.slope, at), lanes(k.delta.Data, at)
			v, gv := lanes(v, u), lanes(gv, u)
			for l, p := range pull {
				gv[l] += float64(p * a[l])
				delta[l] = p * v[l] * slope[l]
			}
		}
	}
	f64.Mul(f64.NewMatrix(d+1, row, row, g[:(d+1)*row]), 1, k.x.T(), k.delta)
}

// setPull sets pull to ∂L/∂o = −y/(1 + exp(y o)), scaled.
func (k *Classifier) setPull() {
	f64.Exp(k.pull, k.margin)
	for s, y := range k.sign {
		pull, factor := lanes(k.pull, s), -y*k.scale
		for l, e := range pull {
			pull[l] = factor / (1 + e)
		}
	}
}

// wrong counts the samples whose margin is not positive.
func (k *Classifier) wrong() (wrong [Lanes]int) {
	for s := range k.samples {
		for l, m := range lanes(k.margin, s) {
			if !(m > 0) {
				wrong[l]++
			}
		}
	}
	return wrong
}

// Off returns for each lane how many hidden units are off on all samples, z_su ≤ 0, at the w of the
// last call of another method that took one. Of sigmoids none is.
func (k *Classifier) Off() (off [Lanes]int) {
	if k.config.Activation != models.ReLU {
		return off
	}
	for u := range k.config.Hidden {
		on := [Lanes]bool{}
		for s := range k.samples {
			for l, z := range lanes(k.z.Data, s*k.config.Hidden+u) {
				on[l] = on[l] || !(z <= 0)
			}
		}
		for l := range off {
			if !on[l] {
				off[l]++
			}
		}
	}
	return off
}
