package page

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"saddle/theorems"
	"saddle/theorems/tables"
)

func known(claim string) theorems.Key { return theorems.Key{Claim: claim, Known: true} }

// sample is a document with something of everything.
func sample(t testing.TB) Document {
	t.Helper()
	deck := theorems.Source{Key: "deck", Title: "A. Lecturer, Optimization", URL: "https://example.org/deck?a=1&b=2"}
	paper := theorems.Source{Key: "paper2016", Title: "Paper 2016, Minima", URL: "https://example.org/paper"}
	report := func(name string, s theorems.Source, kind string, o theorems.Outcome, g theorems.Grade) theorems.Report {
		return theorems.Report{Format: theorems.Format, Outcome: o, Grade: g, Cases: 120, Decided: 119, Seconds: 0.25, Seed: 1,
			Info:    theorems.Info{Name: name, Says: "Statement of " + name, Source: s, Kind: kind, Expect: o},
			Classes: map[string]int{"H=2": 60, "H=3": 59}}
	}
	refuted := report("deck/false", deck.Locate("the printed H", "Hessian"), "for all", theorems.Refuted, theorems.Exact)
	refuted.Corrected = "paper2016/true"
	refuted.Finding = &theorems.Finding{Case: "Point{W: []int{0, -3}, M: [][]int{{1, 2}, {3, 4}}}", Key: known("deck/false"), Evidence: theorems.Evidence{Verdict: theorems.False, Grade: theorems.Exact, Seen: "loss 1/12"}}
	refuted.Fresh = &theorems.Finding{Case: "Point{W: []int{7}}", Key: known("deck/false"), Evidence: theorems.Evidence{Verdict: theorems.False, Grade: theorems.Certified, Seen: "loss in [2, 3]"}}
	refuted.Exhausted = &theorems.Exhaustion{Size: 2, By: "1 + |w|", Cases: 3, Decided: 3, Grade: theorems.Exact, Finding: &theorems.Finding{Case: "Point{W: []int{2}}", Key: theorems.Key{Claim: "deck/false", Size: 3, Index: 1}, Evidence: theorems.Evidence{Verdict: theorems.False, Grade: theorems.Exact, Seen: "loss 1/9"}}}
	refuted.Controls = []theorems.Control{{Name: "true with: two layers", Needed: "Point{W: []int{5}}", Outcome: theorems.Held, Expect: theorems.Held, Cases: 100, Seen: "exact: loss 4"}}
	held := report("paper2016/true", paper.Locate("Theorem 2.3", "Hessian; 海森矩陣"), "for all", theorems.Held, theorems.Exact)
	witness := report("paper2016/there-is", paper.Locate("Theorem 1", ""), "exists", theorems.Proved, theorems.Certified)
	witness.Finding = &theorems.Finding{Case: "0.25", Key: known("paper2016/there-is"), Evidence: theorems.Evidence{Verdict: theorems.True, Grade: theorems.Certified, Seen: "it is"}}
	law := report("deck/coin", deck.Locate("the model 1/2^N", "Guess"), "law", theorems.Outside, theorems.Tested)
	law.Corrected = "prose that names no claim"
	law.Law = &theorems.Estimate{Runs: 969, Mean: 0.13828689370485037, Sequence: theorems.Between(0.07727356348773583, 0.2198684016082081), Plain: theorems.Between(0.117, 0.1616), Region: theorems.Near(0.25, 0.03), Error: 5e-08}
	open := report("paper2016/guess", paper.Locate("Conjecture 4", ""), "for all", theorems.Undecided, 0)
	open.Expect, open.Why, open.Truncated = theorems.Proved, "too few cases", "out of time"
	d := Document{Format: Format, Title: "What is claimed", Manifest: Manifest{Program: "saddle", Version: "v1.2.3", Go: "go1.26", Machine: "linux/amd64, 2 processors", Seed: 1, Seconds: 36.6512, Made: "2026-11-30T12:00:00Z", Cut: []string{"deck/coin"}},
		Deck: &theorems.Deck{Title: deck.Title, URL: deck.URL, Slides: []string{"Last time", "Hessian", "海森矩陣", "Guess", "The end"}}}
	for _, r := range []theorems.Report{refuted, held, witness, law, open} {
		c := Claim{Report: r, Replay: "saddle check --run '^" + r.Name + "$'"}
		if r.Corrected == held.Name {
			c.Conditions = []theorems.Condition{{Name: "two layers", Missing: true}, {Name: "no bias", Idle: "it changes nothing"}}
		}
		if r.Law != nil {
			c.Figures = figures()
		}
		d.Claims = append(d.Claims, c)
	}
	d.Tables = []Table{{Report: published(t, "safran2018-tables-1-and-2"), Command: "saddle table x", Made: "on a machine"}, {Report: published(t, "safran2018-none-found"), Command: "saddle table y", Cut: "rows of k > 20"}}
	d.Tables[0].Report.Source.Slide = "Guess"
	return d
}

// sampleClaim is a claim that held, without a source or anything to show.
func sampleClaim(name string) Claim {
	return Claim{Report: theorems.Report{Format: theorems.Format, Outcome: theorems.Held, Grade: theorems.Exact, Cases: 10, Decided: 10, Info: theorems.Info{Name: name, Says: "Statement of " + name, Kind: "for all", Expect: theorems.Held}}, Replay: "saddle check"}
}

// figures are one of points and one with a field.
func figures() []theorems.Figure {
	field := theorems.Sample("log₁₀ of the loss", -2, 2, 9, -1, 1, 5, func(x, y float64) float64 { return x*x - y*y })
	field.Levels = []float64{0, 0.5}
	return []theorems.Figure{
		{Name: "share", Says: "Shares & more", X: theorems.Axis{Label: "N"}, Y: theorems.Axis{Label: "share"}, Hides: "the rest",
			Series: []theorems.Series{{Name: "ours", Mark: theorems.Points, X: []float64{2, 3}, Y: []float64{0.1382868, 0.03}, Lo: []float64{0.0772735, 0.01}, Hi: []float64{0.2, 0.05}}},
			Lines:  []theorems.ReferenceLine{{Name: "claimed", At: 0.25, Across: true}}},
		{Name: "saddle", Says: "A saddle", X: theorems.Axis{Label: "x"}, Y: theorems.Axis{Label: "y"}, Field: field},
	}
}

// published is the report of a table that was made in full.
func published(t testing.TB, name string) (r tables.Report) {
	t.Helper()
	text, err := os.ReadFile("../../bench/testdata/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// suite is a document of a hundred claims and all tables that are published.
func suite(t testing.TB) Document {
	d := sample(t)
	few := d.Claims
	for i := len(few); i < 100; i++ {
		c := few[i%len(few)]
		c.Report.Name += fmt.Sprint("-", i)
		d.Claims = append(d.Claims, c)
	}
	for _, name := range []string{"safran2020-n-equals-k", "swirszcz2016-xor-and-jellyfish"} {
		d.Tables = append(d.Tables, Table{Report: published(t, name)})
	}
	return d
}
