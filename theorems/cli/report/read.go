package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/page"
	"saddle/theorems/tables"
)

// An ErrFile reports a file that is none of report, check or table.
type ErrFile struct{ File, Why string }

// Error says what is wrong, and what would do.
func (e ErrFile) Error() string {
	return fmt.Sprintf("%s: %s; want what report --json, check --json or table --json writes", e.File, e.Why)
}

// read unites what several files have. What check and table do not say comes from the program, or
// from a report beside them.
func read(p cli.Program, files []string) (page.Document, error) {
	var parts []page.Document
	head := page.Document{Title: p.Name, Deck: p.Deck, Manifest: manifest(p, 0, time.Now())}
	head.Manifest.Made = ""
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return page.Document{}, err
		}
		d, err := parse(p, text)
		if err != nil {
			return page.Document{}, ErrFile{file, err.Error()}
		}
		if d.Title != "" {
			head = d
		}
		parts = append(parts, d)
	}
	for i := range parts {
		if d := &parts[i]; d.Title == "" {
			d.Title, d.Deck = head.Title, head.Deck
			d.Manifest.Program, d.Manifest.Version = head.Manifest.Program, head.Manifest.Version
		}
	}
	return page.Merge(parts...)
}

// parse reads the text of one file. A document without a title is of check or table.
func parse(p cli.Program, text []byte) (page.Document, error) {
	d := page.Document{Format: page.Format}
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
		var reports []theorems.Report
		if err := json.Unmarshal(text, &reports); err != nil {
			return d, err
		}
		return d, checked(p, &d, reports)
	}
	var kind struct{ Format string }
	if err := json.Unmarshal(text, &kind); err == nil && kind.Format == tables.Format {
		var t tables.Report
		if err := json.Unmarshal(text, &t); err != nil {
			return d, err
		}
		d.Tables = []page.Table{{Report: t, Command: p.Typed + " table " + t.Table}}
		d.Manifest.Seed = t.Seed
		return d, nil
	}
	return page.Read(bytes.NewReader(text))
}

// checked adds the reports of a check, with the pictures of those claims that the program has.
func checked(p cli.Program, d *page.Document, reports []theorems.Report) error {
	known := map[string]theorems.Theorem{}
	for _, c := range p.Claims {
		known[c.Info().Name] = c
	}
	for _, r := range reports {
		if r.Format != theorems.Format {
			return fmt.Errorf("the report of %q has the format %q, not %q", r.Name, r.Format, theorems.Format)
		}
		d.Claims = append(d.Claims, shown(p, known[r.Name], r, &d.Manifest))
		d.Manifest.Seed = r.Seed
		d.Manifest.Seconds += r.Seconds
	}
	return nil
}
