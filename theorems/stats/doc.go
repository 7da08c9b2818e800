// Package stats says what finitely many runs show, exactly: nothing here is an
// approximation for large numbers, but for the interval of a rank correlation.
//
//	a mean, looked at after every run         Sequence (sequence.go, bets.go)
//	a rate, after a number given beforehand   ClopperPearson (binomial.go)
//	a class of cases that is too rare         Excluded (share.go)
//	two rates, of us and of a paper           Fisher (fisher.go)
//	many tests at one level                   Holm (holm.go)
//	whether two numbers grow together         Spearman, SpearmanInterval, Ranks (spearman.go)
package stats
