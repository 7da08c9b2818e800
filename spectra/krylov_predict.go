package spectra

import (
	"math"

	"saddle/spectra/internal/num"
)

// A coupling says that A times a row is value·row + pull·tip, up to rounding.
type coupling struct{ value, pull float64 }

// predict sets h to what rows·w will be, for w = Aq_j − αq_j − off[j−1]q_{j−1}, by the
// recurrence for ω_ij = q_iᵀq_j (H. D. Simon, The Lanczos algorithm with partial
// reorthogonalization, Math. Comp. 42 (1984) 115–142, theorem 2.1) without its rounding terms;
// and for locked Ritz vectors y with Ay = θy + pull·tip, of which w has lost pull·tipᵀq_j,
// by (θ − α)yᵀq_j − off[j−1]yᵀq_{j−1}.
func (k *krylov) predict(alpha float64) {
	clear(k.h)
	j := k.m
	if k.before == nil || j < 2 {
		return
	}
	for i, c := range k.coupled {
		k.h[i] = (c.value-alpha)*k.now[i] - k.off[j-1]*k.before[i]
	}
	now, before, h := k.now[k.locked:], k.before[k.locked:], k.h[k.locked:]
	for i := range j - 1 {
		h[i] = k.off[i]*now[i+1] + (k.diag[i]-alpha)*now[i] - k.off[j-1]*before[i]
		if i > 0 {
			h[i] += k.off[i-1] * now[i-1]
		}
	}
	// now[j−1] belongs to q_{j−1}; q_jᵀq_j and q_{j−1}ᵀq_{j−1} are 1 and cancel.
	h[j-1] = (k.diag[j-1]-alpha)*now[j-1] + k.off[j-2]*now[j-2]
}

const (
	mostPredicted = 2 // bounds what errors of a prediction can add up to before they are seen
	mostMeasured  = 8 // steps that are all measured: what is missed there is rounding alone
)

// predicted returns ‖w‖ if w may be accepted as it is, and counts it: the prediction and
// its error, as it was when last measured, are together within what is accepted. That
// error is more than roundings where products are less exact. Otherwise it returns 0.
func (k *krylov) predicted(w []float64) (beta float64) {
	if !k.lazy || k.before == nil || k.since == mostPredicted || k.m <= mostMeasured {
		return 0
	}
	worst := 0.0
	for _, h := range k.h[:k.locked+k.m] {
		worst = max(worst, math.Abs(h))
	}
	worst += max(8*num.Epsilon*k.norm, k.missed)
	beta = num.Norm2(w)
	if !(worst <= k.accept*beta) {
		return 0
	}
	k.since++
	copy(k.g, k.h[:k.locked+k.m])
	return beta
}

// remember keeps rows·q_m, as the last sweep measured it on w = βq_m, or as predicted.
func (k *krylov) remember(beta float64) {
	k.before, k.now = k.now, k.before
	count := k.locked + k.m
	k.now = append(k.now[:0], k.g[:count]...)
	for i := range k.now {
		k.now[i] /= beta
	}
}
