package browser

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"saddle/bench"
	"saddle/theorems"
	"saddle/theorems/page"
	"saddle/theorems/papers"
	"saddle/theorems/tables"
)

// evil is text that must stay text.
const evil = "</title><script>document.title = 'evil'</script><img src=x onerror=\"document.title = 'evil'\">\u202egnirts\u202c \x00"

// document is of the claims of the papers, checked in a hurry, one that is hostile, and the
// tables as they are published here.
var document = sync.OnceValues(func() (page.Document, error) {
	d := page.Document{Format: page.Format, Title: "What is claimed about loss landscapes", Deck: &papers.Deck,
		Manifest: page.Manifest{Program: "saddle", Version: "test", Go: "go", Machine: "a machine", Seed: theorems.DefaultSeed, Made: "2026-11-30T12:00:00Z"}}
	for _, claim := range papers.All {
		r := claim.Run(context.Background(), theorems.Budget{Short: true, Cases: 5, Duration: 300 * time.Millisecond, Shrink: -1})
		figures, err := claim.Pictures(r)
		if err != nil {
			return d, err
		}
		d.Claims = append(d.Claims, page.Claim{Report: r, Figures: figures, Conditions: claim.Conditions(), Replay: "saddle check --run '^" + r.Name + "$'"})
		d.Manifest.Seconds += r.Seconds
	}
	d.Claims = append(d.Claims, hostile())
	for _, name := range []string{"safran2018-none-found", "safran2018-tables-1-and-2", "safran2020-n-equals-k", "swirszcz2016-xor-and-jellyfish"} {
		var r tables.Report
		text, err := bench.Kept.ReadFile("testdata/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(text, &r)
		}
		if err != nil {
			return d, err
		}
		d.Tables = append(d.Tables, page.Table{Report: r, Command: "saddle table " + r.Table})
	}
	return d, nil
})

// hostile is a claim whose every text is evil, with a picture of a field and a long witness.
func hostile() page.Claim {
	field := theorems.Sample(evil, -2, 2, 21, -2, 2, 21, func(x, y float64) float64 { return (1 - x*y) * (1 - x*y) })
	field.Levels = []float64{0.5, 2, 8}
	name := "hostile/" + evil
	return page.Claim{
		Report: theorems.Report{
			Format: theorems.Format, Outcome: theorems.Refuted, Grade: theorems.Exact, Why: evil, Cases: 3, Decided: 2,
			Info:     theorems.Info{Name: name, Says: evil, Source: theorems.Source{Key: evil, Title: evil, URL: "javascript:document.title='evil'", At: evil}, Corrected: evil, Kind: "for all", Expect: theorems.Refuted},
			Finding:  &theorems.Finding{Case: "Point{W: [][]int{{" + strings.Repeat("-123456, ", 40) + "0}}}", Key: theorems.Key{Claim: name, Known: true}, Evidence: theorems.Evidence{Verdict: theorems.False, Grade: theorems.Exact, Seen: evil}},
			Controls: []theorems.Control{{Name: evil, Needed: strings.Repeat("x", 2000), Seen: evil, Outcome: theorems.Refuted, Expect: theorems.Refuted}},
		},
		Figures: []theorems.Figure{{Name: "field", Says: evil, X: theorems.Axis{Label: evil}, Field: field,
			Series: []theorems.Series{{Name: evil, Mark: theorems.Points, X: []float64{0}, Y: []float64{0}}}}},
		Replay: evil,
	}
}

// file writes the page and returns where it is.
var file = sync.OnceValues(func() (string, error) {
	d, err := document()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "saddle-page")
	if err != nil {
		return "", err
	}
	out, err := os.Create(filepath.Join(dir, "page.html"))
	if err != nil {
		return "", err
	}
	if err := page.Write(out, d); err != nil {
		return "", err
	}
	return out.Name(), out.Close()
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := file(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}
