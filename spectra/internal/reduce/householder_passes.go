package reduce

import "cmp"

// A pass is what a crew does to the strips of a triangle.
type pass int32

const (
	passSymv      pass = iota // y += A x
	passRank2Symv             // A −= v wᵀ + w vᵀ, then y += A x
	passRank2k                // A −= the sum of v wᵀ + w vᵀ over the panel
)

const (
	shareGroups = 4  // groups into which strips are shared out
	shareStrips = 32 // from so many strips on
)

// crewOrder is the order below which a helper saves nothing. Eigenvalues of order 512 take 4.1 ms
// alone on a Sapphire Rapids, of which 2.4 ms are 279 passes that could be shared out. The 263
// products among them take 5.7 µs each, and with a helper 5.1 in place of 2.9: half a microsecond
// to call it in and to see that it is done, and one until x and a part of y have gone from one
// cache to the other (4.2 if they need not), at 8 ns for 8 rows. The 16 updates take 56 µs, and
// 41 in place of 28, since the panel has to go there too; and what is not shared out takes 0.2 to
// 0.5 ms longer, since its data come from two caches. That is 4.1 ms again. Two threads take 0.97
// of the time of one at order 576, 0.7 to 0.86 at 768 and 0.57 at 1024.
const crewOrder = 768

// groupsOf says into how many groups strips are shared out, whoever does them:
// group g has the strips g, g+groups, …, the same in every pass, so that they
// stay in the cache of the one who does them.
func groupsOf(strips int) int {
	if strips < shareStrips {
		return 1
	}
	return shareGroups
}

// assemble calls in the helpers that are of use for order n.
func (s *Householder) assemble(workers, n int) {
	if n < cmp.Or(s.crewFrom, crewOrder) {
		workers = 1
	}
	s.crew.Start(min(workers, shareGroups))
}

// run does a pass over strips, in the direction opposite to the last, and returns
// when it is done.
func (s *Householder) run(kind pass, strips int) {
	s.backward = !s.backward
	s.kind, s.strips = kind, strips
	s.crew.Run(groupsOf(strips), s.backward, s.share)
}
