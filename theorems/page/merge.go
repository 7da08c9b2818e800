package page

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// An ErrConflict reports documents that say different things of one name.
type ErrConflict struct{ Names []string }

// Error names what is in conflict.
func (e ErrConflict) Error() string {
	return fmt.Sprintf("page: the documents differ in %s: leave one of them out, or make it again as the other was made", strings.Join(e.Names, ", "))
}

// Merge unites documents, as of machines that each checked some claims: claims and tables by
// name, in the order in which they come. Of a claim that several have with one result, the
// longest time is kept. It returns an ErrConflict that names every claim and table, or part of
// the manifest, of which two documents say different things, and an ErrDocument for what is no
// document, or if there is none.
func Merge(docs ...Document) (Document, error) {
	if len(docs) == 0 {
		return Document{}, ErrDocument{"the arguments", "there is no document: want at least one"}
	}
	for _, d := range docs {
		if err := d.check(); err != nil {
			return Document{}, err
		}
	}
	out := docs[0]
	out.Claims, out.Tables = slices.Clone(out.Claims), slices.Clone(out.Tables)
	var conflicts []string
	for _, d := range docs[1:] {
		conflicts = append(conflicts, out.mergeHead(d)...)
		for _, c := range d.Claims {
			i := slices.IndexFunc(out.Claims, func(o Claim) bool { return o.Report.Name == c.Report.Name })
			switch {
			case i < 0:
				out.Claims = append(out.Claims, c)
			case !same(timeless(out.Claims[i]), timeless(c)):
				conflicts = append(conflicts, c.Report.Name)
			default:
				out.Claims[i].Report.Seconds = max(out.Claims[i].Report.Seconds, c.Report.Seconds)
			}
		}
		for _, t := range d.Tables {
			i := slices.IndexFunc(out.Tables, func(o Table) bool { return o.Report.Table == t.Report.Table })
			switch {
			case i < 0:
				out.Tables = append(out.Tables, t)
			case !same(out.Tables[i], t):
				conflicts = append(conflicts, t.Report.Table)
			}
		}
	}
	if len(conflicts) > 0 {
		slices.Sort(conflicts)
		return Document{}, ErrConflict{slices.Compact(conflicts)}
	}
	return out, out.check() // a claim of one may have the name of a table of another
}

// timeless is c without the time that it took.
func timeless(c Claim) Claim {
	c.Report.Seconds = 0
	return c
}

// same reports whether the JSON forms are one: an empty list may be nil in either.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// mergeHead unites title, deck and manifest, and returns what is in conflict. The seconds are
// those of the longest part, and the time is the latest.
func (d *Document) mergeHead(with Document) (conflicts []string) {
	m, n := &d.Manifest, with.Manifest
	if d.Deck == nil {
		d.Deck = with.Deck
	} else if with.Deck != nil && !reflect.DeepEqual(d.Deck, with.Deck) {
		conflicts = append(conflicts, "the deck")
	}
	for _, part := range []struct {
		name string
		same bool
	}{{"the title", d.Title == with.Title}, {"the program", m.Program == n.Program}, {"the version", m.Version == n.Version}, {"the seed", m.Seed == n.Seed}} {
		if !part.same {
			conflicts = append(conflicts, part.name)
		}
	}
	m.Go, m.Machine = united(m.Go, n.Go), united(m.Machine, n.Machine)
	m.Seconds, m.Made = max(m.Seconds, n.Seconds), max(m.Made, n.Made)
	m.Cut = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(m.Cut), n.Cut...))))
	return conflicts
}

// united lists what is in either, as "linux/amd64; linux/arm64".
func united(a, b string) string {
	all := append(strings.Split(a, "; "), strings.Split(b, "; ")...)
	slices.Sort(all)
	return strings.TrimPrefix(strings.Join(slices.Compact(all), "; "), "; ")
}
