// Package theorems runs claims about the loss landscapes of neural networks: values
// that can be checked, broken and cited. Package saddle/theorems/papers has the
// published ones.
//
// # Reading a claim
//
// A [Claim] says: for all cases that satisfy Given, Then. Draw makes cases that
// satisfy every hypothesis by construction, Then decides one case, and each
// [Hypothesis] carries the generator of cases that break it and nothing else:
// among those a counterexample must be found, or the hypothesis is not needed
// and the suite fails. A [Law] is a statement about a probability or a bounded
// mean, with a wrong sampler that it must reject.
//
// # Stating one
//
// Name, Says, Draw and Then are enough: such a claim is [Open], and a run
// reports the smallest counterexample that it finds (go test -v). Write Expect: [Held] to
// have go test fail on a counterexample. Check runs a claim in a test; package
// saddle/theorems/cli makes a command of any list of claims. A conclusion decides
// its case with saddle/theorems/exact where the loss is polynomial ([Is], for a
// kind of critical point, and [Exactly]), and with saddle/theorems/certify where
// it is not ([Certificate] and [Certainly]). [Not], [Both] and [Either] combine
// what was decided; what was not stays undecided.
//
// # Which file
//
//	what a claim or a law is           claim.go, law.go; info.go and theorem.go for both
//	what a run gives back              report.go, evidence.go, outcome.go, key.go, estimate.go
//	how a case is made                 choices.go, drawing.go, draw.go; literal….go writes it
//	how it is decided and counted      judge.go, tally.go, search.go
//	how it gets small                  shrink.go, shrinker.go, size.go
//	how a claim comes out              run.go, control.go, conclude.go; claim_run.go is the way in
//	how all cases up to a size are     enumeration.go, exhaust.go
//	what a picture is                  figure.go
//	how a law comes out                law_run.go, law_decide.go, region.go; package stats
//	what a claim must be               malformed.go, law_rules.go, says.go; audit.go for a list
//
// # What an outcome promises
//
// Refuted is a proof: the counterexample was decided in rationals ([Exact]) or
// by enclosures ([Certified]). Proved is one too, of a statement about finitely
// many cases or of existence. Held is not: it says that no counterexample was
// among so many decided cases, and prints their classes. Inside and Outside
// hold at the law's stated error, whatever the number of runs. Undecided is
// never rounded to any of these.
//
// # Repeating a run
//
// A case depends on the seed, the claim's name and its index alone: not on the
// number of workers, nor on how far a run got. Every finding carries a [Key],
// and Replay decides that case again.
package theorems
