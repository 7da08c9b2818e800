package spectra

import (
	"math"
	"slices"

	"saddle/spectra/internal/num"
)

// Where the wanted pairs have converged, copies of them are sought in the complement of their
// vectors Y and of others that are nearly eigenvectors and are set aside: without those the
// rest of the spectrum lies further in, and fewer steps show that nothing is beyond an edge τ.
//
// That holds for A and not only for PAP, P the projection on the complement. For low ends
// let AY = YΘ + qrᵀ, as a Krylov space has it, and let PAP have no eigenvalue below τ' > τ. By
// Schur complements A has no more eigenvalues below τ than Θ − τ − rrᵀ/(τ'−τ) has below 0,
// and these are no more than the pairs with θ ≤ τ, which are all known, if
//
//	Σ r_i²/(θ_i − τ) < τ' − τ  over those with θ_i > τ.
//
// Pairs from later rounds are part of the PAP of earlier ones, with τ' as their τ, and none of
// them may be beyond that.

// An edge is a place of the spectrum beyond which an eigenvalue may be missing.
type edge struct {
	side   float64 // 1: below it, −1: above it
	wanted float64 // the last of the wanted values on this side, τ
	at     float64 // where the complement is to end, the last τ'
	clear  bool    // the Krylov space has no Ritz value there or beyond
	log    float64 // ln |p(at)|, see advance
	sum    float64 // Σ p_j(at)²/p(at)² over all vectors
}

// advance takes the newest step of k into account.
//
// A unit eigenvector x of PAP with eigenvalue λ has q_jᵀx = c p_j(λ), where the three-term
// recurrence makes the p_j and c is the part of x in the random first vector. Beyond all Ritz
// values |p_j| grows, also with the distance from them, and a restart keeps the next vector.
// The ratios p_{j+1}/p_j are the pivots of T − λ by the entries beside the diagonal.
func (e *edge) advance(k *krylov) {
	e.clear, e.sum = true, 1
	var square float64
	for j, alpha := range k.diag {
		pivot := float64(e.side*(alpha-e.at)) - square
		if !(pivot > 0) {
			e.clear = false
			return
		}
		beta := k.off[j]
		if beta == 0 { // another random vector begins
			square, e.sum = 0, 1
			if j == k.m-1 {
				e.log = 0
			}
			continue
		}
		if j == k.m-1 {
			e.log += math.Log(pivot / beta)
		}
		ratio := beta / pivot
		square = float64(beta * ratio)
		e.sum = 1 + float64(e.sum*ratio*ratio)
	}
}

// missed is how probable it may be that a random vector had so small a part in a missing
// eigenvector that it was not found: n/10⁸, as products are cheap where n is small, and at most 10⁻³.
func missed(n int) float64 { return min(1e-3, 1e-8*float64(n)) }

// certified reports that nothing is beyond the edges, but for a bad start: x would have
// c²Σp_j² ≤ 1, while |c| ≤ δ√(π/2n) has at most the probability δ: an entry of a random unit vector has
// a density of at most √(n/2π).
func (l *lanczos) certified() bool {
	for _, e := range l.edges {
		if !e.clear || !(e.log+math.Log(e.sum)/2 >= math.Log(2*float64(l.n)/math.Pi)/2-math.Log(missed(l.n))) {
			return false
		}
	}
	return len(l.edges) > 0
}

// settled reports whether a search that found nothing in the complement speaks for A: what
// was set aside can hide nothing that is out by more than the tolerance.
func (l *lanczos) settled() bool {
	for _, e := range l.edges {
		if !e.clear && !(math.Abs(e.at-e.wanted) <= l.limit(e.wanted)) {
			return false
		}
	}
	return true
}

// wantedEdges returns the edges of the wanted pairs.
func (l *lanczos) wantedEdges(wanted []ritzPair) []edge {
	low, high := edge{side: 1, sum: 1, clear: true}, edge{side: -1, sum: 1, clear: true}
	count := len(wanted)
	half := min(l.opt.Count, count)
	switch l.opt.Ends {
	case Smallest:
		low.wanted = wanted[count-1].value
		return []edge{low}
	case Largest:
		high.wanted = wanted[0].value
		return []edge{high}
	case Magnitude:
		high.wanted = math.Inf(1)
		for _, p := range wanted {
			high.wanted = min(high.wanted, math.Abs(p.value))
		}
		low.wanted = -high.wanted
	default:
		low.wanted, high.wanted = wanted[half-1].value, wanted[count-half].value
	}
	return []edge{low, high}
}

// seek returns the edges beyond which the next round looks for copies.
func (l *lanczos) seek() []edge {
	if l.rounds == 1 {
		return nil
	}
	edges := l.wantedEdges(l.choose(l.locked))
	for i := range edges {
		e := &edges[i]
		e.at = e.wanted
		for round := 1; round < l.rounds; round++ {
			var hidden float64
			for _, p := range l.aside {
				if p.round != round {
					continue
				}
				known := l.limit(p.value)
				// Beyond where earlier rounds left the edge an eigenvalue of their PAP need not be one of A,
				// however small its residual is in PAP: what they set aside may move it out.
				if e.side*(p.value-e.at) <= 0 && math.Abs(e.at-e.wanted) > l.limit(e.wanted) {
					known = 0
				}
				hidden += e.hides(p, known)
			}
			e.at += float64(2 * e.side * hidden)
		}
	}
	return edges
}

// hides returns r²/(θ − τ) of a pair, with τ where e is; 0 if r is so small that it is known.
func (e *edge) hides(p ritzPair, known float64) float64 {
	gap := e.side * (p.value - e.at)
	switch {
	case p.residual <= known:
		return 0
	case gap <= 0:
		return math.Inf(1)
	}
	return float64(p.residual*p.residual) / gap
}

// spare returns the pairs of the Krylov space, ascending, that are worth setting aside: so many
// next to the wanted ones that the first of the others is furthest from where nothing may be
// left, which is to stay near the wanted ones.
func (l *lanczos) spare(pairs []ritzPair) (spare []ritzPair) {
	wanted := l.choose(l.locked)
	if len(wanted) < l.wantedCount() {
		return nil
	}
	spared := make([]bool, len(pairs))
	edges := l.wantedEdges(wanted)
	room := max(0, l.opt.Basis/2-len(l.aside)) / len(edges)
	for _, e := range edges {
		order := slices.DeleteFunc(slices.Clone(pairs), func(p ritzPair) bool { return p.locked })
		if e.side < 0 {
			slices.Reverse(order)
		}
		e.at = e.wanted
		var hidden, best float64
		count := 0
		for i := range len(order) - 1 {
			hidden += e.hides(order[i], l.limit(order[i].value))
			gap := e.side * (order[i+1].value - e.wanted)
			if !(16*hidden <= gap) || i == room {
				break
			}
			if left := gap - float64(2*hidden); left > best {
				best, count = left, i+1
			}
		}
		for _, p := range order[:count] {
			spared[p.index] = true
		}
	}
	for _, p := range pairs {
		if spared[p.index] {
			p.round = l.rounds
			p.residual += float64(l.n) * num.Epsilon * l.k.norm
			spare = append(spare, p)
		}
	}
	return spare
}

// release takes back pairs that were set aside, but for those that can hide nothing that is
// out by more than the tolerance; with all set, every one, and from then on none is. What was
// found in the complement of a pair that is taken back is coupled to that: it goes too.
func (l *lanczos) release(all bool) {
	kept := l.aside[:0]
	edges := l.wantedEdges(l.choose(l.locked))
	hidden := make([]float64, len(edges))
	dropped := math.MaxInt
	for _, p := range l.aside {
		keep := !all && p.round <= dropped
		for i := range edges {
			e := &edges[i]
			e.at = e.wanted
			// Two for what seek doubles, two for the rounds before.
			hides := hidden[i] + e.hides(p, l.limit(p.value))
			keep = keep && hides <= l.limit(e.wanted)/4
			if keep {
				hidden[i] = hides
			}
		}
		if keep {
			kept = append(kept, p)
		} else {
			dropped = min(dropped, p.round)
		}
	}
	l.aside, l.plain = kept, l.plain || all
	l.compact()
}

// compact closes the gaps between the locked rows.
func (l *lanczos) compact() {
	var held []*ritzPair
	for i := range l.locked {
		held = append(held, &l.locked[i])
	}
	for i := range l.aside {
		held = append(held, &l.aside[i])
	}
	slices.SortFunc(held, func(p, q *ritzPair) int { return p.index - q.index })
	for row, p := range held {
		if p.index != row {
			l.k.moveRow(row, p.index)
			p.index = row
		}
	}
	l.k.locked = len(held)
	l.k.coupled = l.k.coupled[:min(len(l.k.coupled), len(held))]
}
