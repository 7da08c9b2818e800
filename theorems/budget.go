package theorems

import (
	"flag"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// DefaultSeed is the seed of every run that does not name one.
const DefaultSeed = 1

// A Budget says how hard to search. The zero value is the default.
type Budget struct {
	// Cases a claim may use; 0 means 100, scaled by its Effort. A law makes at
	// most the greater of Cases and what it asks for itself.
	Cases int
	// Times multiplies the default number of cases; 0 means 1.
	Times int
	// Duration truncates the search of a claim; the report says so. 0 means no
	// limit.
	Duration time.Duration
	// Seed of all drawing; 0 means DefaultSeed. Seed, claim and index alone
	// determine a case.
	Seed uint64
	// Workers is the number of goroutines; 0 means GOMAXPROCS. No result
	// depends on it.
	Workers int
	// Shrink is the greatest number of evaluations spent on making a
	// counterexample smaller; 0 means 2000, negative none. A run that is cut short
	// may leave it larger.
	Shrink int
	// Short asks for a fifth of the default cases and a fiftieth of a law's
	// runs; a law may then stay undecided.
	Short bool
	// Exhaust, if above 0, is the size up to which all cases of a claim are decided, beside its search,
	// where it can list them: see [Claim.Sizes].
	Exhaust int
	// Progress, if not nil, is told how far the run is, one call at a time.
	Progress func(Progress)
	// grace is how long an interrupted run waits for the cases in hand; 0 means a
	// second.
	grace time.Duration
}

// Progress is how far the run of a claim is.
type Progress struct {
	Claim string
	// Stage is "claim", a control's name, "shrinking", or "size 3".
	Stage       string
	Done, Total int
}

func (b Budget) seed() uint64 {
	if b.Seed == 0 {
		return DefaultSeed
	}
	return b.Seed
}

func (b Budget) workers() int {
	if b.Workers <= 0 {
		return runtime.GOMAXPROCS(0)
	}
	return b.Workers
}

func (b Budget) shrink() int {
	if b.Shrink == 0 {
		return 2000
	}
	return max(b.Shrink, 0)
}

func (b Budget) cases(effort float64) int {
	if b.Cases > 0 {
		return b.Cases
	}
	n := 100.0 * float64(max(b.Times, 1))
	if effort > 0 {
		n *= effort
	}
	if b.Short {
		n /= 5
	}
	return max(int(n), 1)
}

func (b Budget) tell(p Progress) {
	if b.Progress != nil {
		b.Progress(p)
	}
}

// testBudget is the budget of go test: -rapid.checks and -rapid.seed, or
// RAPID_CHECKS and RAPID_SEED, as for rapid's own checks, and a fifth under -short.
func testBudget() Budget {
	b := Budget{Short: testing.Short()}
	if n, err := strconv.Atoi(asked("rapid.checks", "RAPID_CHECKS")); err == nil {
		b.Cases = n
	}
	if s, err := strconv.ParseUint(asked("rapid.seed", "RAPID_SEED"), 0, 64); err == nil {
		b.Seed = s
	}
	return b
}

// asked returns the value of one of rapid's flags where it was given, or the
// variable of the environment that stands for it.
func asked(name, env string) (value string) {
	value = os.Getenv(env)
	flag.Visit(func(f *flag.Flag) {
		if f.Name == name {
			value = f.Value.String()
		}
	})
	return value
}
