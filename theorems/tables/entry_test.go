package tables

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"saddle/theorems/stats"
)

func summaryOf(heads, tails, lost int) Summary {
	return Summary{Runs: heads + tails + lost, unknown: []string{"lost"},
		Classes: map[string]Class{"heads": {Runs: heads}, "tails": {Runs: tails}, "lost": {Runs: lost}}}
}

// Runs that count for no side widen the interval and can only help the paper.
func TestRatesWithUnknownRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range cases(200, 60) {
		heads, tails, lost := r.IntN(30), r.IntN(30), r.IntN(12)
		if heads+tails+lost == 0 {
			continue
		}
		paper := Published{X: r.IntN(41), M: 40}
		e := summaryOf(heads, tails, lost).Rate("heads", isHeads, &paper)
		best := 0.0
		for x := heads; x <= heads+lost; x++ {
			n := heads + tails + lost
			best = max(best, stats.Fisher(x, n, paper.X, paper.M))
			lo, hi := stats.ClopperPearson(float64(x), float64(n), 0.05)
			if lo < e.Interval.Lo || hi > e.Interval.Hi {
				t.Errorf("%d of %d lie outside %v", x, n, e.Interval)
			}
		}
		if math.Abs(*e.P-best) > 1e-12 {
			t.Errorf("%d heads, %d tails, %d lost against %+v: p = %v, want %v", heads, tails, lost, paper, *e.P, best)
		}
		if e.Unknown != lost || e.Runs != heads+tails+lost {
			t.Errorf("%+v", e)
		}
	}
}

func TestRateOfThePaperInWords(t *testing.T) {
	e := summaryOf(3, 7, 0).Rate("heads", isHeads, &Published{X: 126, M: 1000})
	if e.Paper != "12.6 %" || *e.Ours != 0.3 || e.PaperInterval == nil {
		t.Errorf("%+v", e)
	}
	if e := summaryOf(3, 7, 0).Rate("heads", isHeads, nil); e.P != nil || e.Paper != "" || *e.Ours != 0.3 {
		t.Errorf("without a paper: %+v", e)
	}
}

func TestRounds(t *testing.T) {
	for _, c := range []struct {
		ours  float64
		paper string
		want  bool
	}{
		{0.0251, "0.025", true}, {0.0255, "0.025", true}, {0.02551, "0.025", false}, {0.0245, "0.025", true}, {0.0244, "0.025", false},
		{73.4, "73", true}, {73.6, "73", false}, {-1.25, "-1.2", true}, {math.NaN(), "1", false},
	} {
		if e := Rounds("x", c.ours, c.paper); *e.Agrees != c.want {
			t.Errorf("%v against %s: %v", c.ours, c.paper, *e.Agrees)
		}
	}
	defer func() {
		if p := recover(); p == nil || !strings.HasPrefix(fmt.Sprint(p), "tables: ") {
			t.Errorf("%v", p)
		}
	}()
	Rounds("x", 1, "a few")
}

// The joint test names a true rate no more often than its level says, and a false one.
func TestJointLevel(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	const cells, runs, level = 5, 40, 0.2
	trials, named := cases(2000, 100), 0
	for range trials {
		var rows []Row
		for range cells {
			ours, theirs := 0, 0
			for range runs {
				ours += int(r.Uint64() & 1)
				theirs += int(r.Uint64() & 1)
			}
			rows = append(rows, Row{Cell: "c", Entries: []Entry{summaryOf(ours, runs-ours, 0).Rate("heads", isHeads, &Published{X: theirs, M: runs})}})
		}
		if len(judge(&Report{Rows: rows}, level).Against) > 0 {
			named++
		}
	}
	if rate := float64(named) / float64(trials); rate > level || rate < level/20 {
		t.Errorf("named in %v of the tables, at level %v", rate, level)
	}
	rows := []Row{
		{Cell: "a", Entries: []Entry{summaryOf(20, 20, 0).Rate("heads", isHeads, &Published{X: 20, M: 40}), Rounds("size", 1, "2.0")}},
		{Cell: "b", Entries: []Entry{summaryOf(40, 0, 0).Rate("heads", isHeads, &Published{X: 0, M: 40}), Rounds("size", 1, "1.0")}},
	}
	j := judge(&Report{Rows: rows}, 1e-3)
	if fmt.Sprint(j.Against) != "[a: size b: heads]" || j.Tests != 2 || j.P > 1e-9 || !*rows[0].Entries[0].Agrees || *rows[1].Entries[0].Agrees {
		t.Errorf("%+v", j)
	}
}
