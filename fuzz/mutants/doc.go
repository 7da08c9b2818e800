// Command mutants puts one fault at a time into the claims, the decision
// procedures, the prover and the engine, and reports the faults that nothing
// notices.
//
//	go run ./fuzz/mutants                       # all of them; takes an hour
//	go run ./fuzz/mutants -run '^yun2019/' -v   # some, as they are decided
//	go run ./fuzz/mutants -record mutants.jsonl # a stopped run goes on from there
//	go run ./fuzz/mutants -list                 # what there is
//
// A mutant is one line of one file with other text ([Mutant]). It is built through
// an overlay of the go command: no file of the tree is written. It is killed
// where a test fails that depends on the mutated package, its own tests first, or
// where `saddle check` does, twice in a row; also where a test runs ten times as
// long as it did. The tree as it is must pass all of these first. A busy machine
// fails tests that look at the clock: -v and -json name the test that killed.
//
// A mutant that survives shows a statement that nothing would miss: a test or
// a control is to be written, or, where the program is the same with it, the
// mutant says so (Harmless). The command ends with 1 if a mutant survives without a
// reason, or is killed although it has one, or does not build; with 2 if it could
// not run, and with 130 if it was interrupted.
//
// A mutant of the engine or of a claim takes some 20 s of a processor, 14 of them the
// compiler's, any other three to six; one that survives takes a minute. Two run at
// a time, each on one processor. For a quick look at some:
//
//	go run ./fuzz/mutants -run '^orbit/' -packages './theorems/exact ./theorems/relu' -program ''
//
// Where to look: mutant.go says what a mutant is, tree.go what is tested, judge.go
// how one mutant is decided, run.go how all are, record.go what a stopped run
// leaves, report.go what is printed. The mutants are in the files list_….go, by
// what they are put into.
package main
