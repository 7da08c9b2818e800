package page

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saddle/theorems"
)

func written(t testing.TB, d Document) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var raw = regexp.MustCompile(`(?s)<(script|style)>(.*?)</(?:script|style)>`)

// A node is an element of a page, with the texts in it.
type node struct {
	name       string
	attributes map[string]string
	text       string
	within     []string // the elements around it
}

// nodes reads a page without what is style or script.
func nodes(t testing.TB, page string) (out []node) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(raw.ReplaceAllString(page, "")))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	var open, begin, end []int
	var text strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			n := node{name: x.Name.Local, attributes: map[string]string{}}
			for _, a := range x.Attr {
				n.attributes[a.Name.Local] = a.Value
			}
			for _, i := range open {
				n.within = append(n.within, out[i].name)
			}
			open, out = append(open, len(out)), append(out, n)
			begin, end = append(begin, text.Len()), append(end, 0)
		case xml.EndElement:
			end[open[len(open)-1]] = text.Len()
			open = open[:len(open)-1]
		case xml.CharData:
			text.WriteString(string(x) + " ")
		}
	}
	for i := range out {
		out[i].text = text.String()[begin[i]:end[i]]
	}
	return out
}

// Equal documents give equal pages, and so does one that went through its JSON form.
func TestWriteIsAFunction(t *testing.T) {
	d := sample(t)
	page := written(t, d)
	if again := written(t, sample(t)); again != page {
		t.Error("two pages of one document differ")
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Read(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if written(t, back) != page {
		t.Error("the page of a document that was read differs")
	}
	d.Manifest.Made = "2027-01-01T00:00:00Z"
	if got := strings.ReplaceAll(written(t, d), d.Manifest.Made, "2026-11-30T12:00:00Z"); got != page {
		t.Error("the time is in more than one place, or changes something else")
	}
}

// The page loads nothing: its policy forbids everything but what it has itself, by hashes.
func TestSelfContained(t *testing.T) {
	page := written(t, sample(t))
	all := nodes(t, page)
	policy := ""
	for _, n := range all {
		if n.attributes["http-equiv"] == "Content-Security-Policy" {
			policy = n.attributes["content"]
		}
		for name, value := range n.attributes {
			switch {
			case name == "style" || strings.HasPrefix(name, "on") || name == "src":
				t.Errorf("<%s %s>", n.name, name)
			case strings.Contains(value, "http") && (n.name != "a" || name != "href") && n.name != "meta":
				t.Errorf("<%s %s=%q>", n.name, name, value)
			case name == "href" && n.name == "image" && !strings.HasPrefix(value, "data:image/png;base64,"):
				t.Errorf("an image is at %q", value)
			}
		}
	}
	for _, m := range raw.FindAllStringSubmatch(page, -1) {
		if !strings.Contains(policy, m[1]+"-src '"+hash(m[2])+"'") {
			t.Errorf("the policy %q is not of the %s that is there", policy, m[1])
		}
		if bad := regexp.MustCompile(`@import|url\(|https?:|fetch|XMLHttp|localStorage|eval`).FindString(m[2]); bad != "" {
			t.Errorf("%s has %q", m[1], bad)
		}
	}
	if len(raw.FindAllString(page, -1)) != 2 || !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	if !strings.HasPrefix(page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">") {
		t.Error(page[:80])
	}
}

// There are landmarks, one h1, a link over the navigation, headings that leave no level out,
// ids that are one of a kind, and links of the page that lead somewhere.
func TestStructure(t *testing.T) {
	d := sample(t)
	count, ids, level := map[string]int{}, map[string]bool{}, 0
	all := nodes(t, written(t, d))
	for _, n := range all {
		count[n.name]++
		if id := n.attributes["id"]; id != "" {
			if ids[id] || strings.ContainsAny(id, " \t\n") {
				t.Errorf("id %q", id)
			}
			ids[id] = true
		}
		if len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6' {
			if next := int(n.name[1] - '0'); next > level+1 {
				t.Errorf("<%s> %q follows <h%d>", n.name, n.text, level)
			} else {
				level = next
			}
			if strings.TrimSpace(n.text) == "" {
				t.Errorf("an empty <%s>", n.name)
			}
		}
		if n.name == "th" && n.attributes["scope"] == "" || n.name == "table" && !strings.Contains(n.text, " ") {
			t.Errorf("%v", n)
		}
	}
	if count["table"] != count["caption"] {
		t.Errorf("%d tables have %d captions", count["table"], count["caption"])
	}
	for _, once := range []string{"h1", "main", "header", "footer", "nav", "title"} {
		want := 1
		if once == "title" {
			want += count["svg"]
		}
		if count[once] != want {
			t.Errorf("%d <%s>", count[once], once)
		}
	}
	for _, n := range all {
		target, ok := strings.CutPrefix(n.attributes["href"], "#")
		if ok && n.name == "a" && !ids[target] {
			t.Errorf("a link leads to %q", target)
		}
		for _, id := range strings.Fields(n.attributes["aria-labelledby"]) {
			if !ids[id] {
				t.Errorf("%q names <%s>, and is nowhere", id, n.name)
			}
		}
	}
	if i := slices.IndexFunc(all, func(n node) bool { return n.name == "a" }); all[i].attributes["class"] != "skip" {
		t.Error("the first link does not skip the navigation")
	}
	for _, c := range d.Claims {
		if !ids[c.Report.Name] {
			t.Errorf("no id is %q", c.Report.Name)
		}
	}
}

// Each figure names itself, and its numbers are below it; those of tables, which have rows, are in the JSON form alone.
func TestFiguresOfThePage(t *testing.T) {
	all := nodes(t, written(t, sample(t)))
	figures, listed := 0, 0
	for i, n := range all {
		if n.name != "figure" {
			continue
		}
		figures++
		var within []string
		for _, m := range all[i+1:] {
			if len(m.within) <= len(n.within) {
				break
			}
			within = append(within, m.name)
			if m.name == "svg" && (m.attributes["role"] != "img" || m.attributes["aria-labelledby"] == "") {
				t.Errorf("%v", m.attributes)
			}
		}
		for _, want := range []string{"svg", "title", "desc", "figcaption"} {
			if !slices.Contains(within, want) {
				t.Errorf("a figure has no <%s>", want)
			}
		}
		if slices.Contains(within, "details") && slices.Contains(within, "table") {
			listed++
		}
	}
	if figures != 2+2 || listed != 2 {
		t.Errorf("%d figures, of which %d list their numbers", figures, listed)
	}
}

// What is known is there in words, without script and in whatever colours.
func TestFactsInPlainHTML(t *testing.T) {
	d := sample(t)
	text := nodes(t, written(t, d))[0].text
	flat := strings.Join(strings.Fields(text), " ")
	for _, c := range d.Claims {
		r := c.Report
		want := []string{r.Says, r.Outcome.String(), c.Replay, r.Why, r.Truncated, r.Source.At, strings.Join(r.Source.Slides(), " ")}
		if r.Finding != nil {
			want = append(want, r.Finding.Case, r.Finding.Evidence.Seen)
		}
		for _, control := range r.Controls {
			want = append(want, control.Name, control.Needed, control.Seen)
		}
		for _, w := range want {
			for _, part := range strings.Split(w, " ") {
				if !strings.Contains(flat, part) {
					t.Errorf("%s: %q is missing", r.Name, w)
					break
				}
			}
		}
	}
	for _, w := range []string{"By exhaustion: no counterexample among all 3 cases of size ≤ 2, where size is 1 + |w| (exact)", "A counterexample of size 3", "Point{W: []int{2}}", "Not as expected: came out as undecided, expected proved: too few cases", "True instead: paper2016/true", "rows of k > 20", "Of 2 of 5 slides nothing is claimed", "Last time · The end", "2 errata", "it lacks: two layers", "given: no bias (not needed: it changes nothing)", "on a machine", "prose that names no claim", "v1.2.3"} {
		if !strings.Contains(flat, w) {
			t.Errorf("%q is missing", w)
		}
	}
	for _, n := range nodes(t, written(t, d)) {
		if strings.TrimSpace(n.text) == "海森矩陣" && n.name == "h3" && n.attributes["lang"] != "zh-Hant" {
			t.Error("the language of a heading is missing")
		}
	}
}

// colours reads the variables of a theme.
func colours(block string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`--(\w+):(#[0-9a-f]{6})`).FindAllStringSubmatch(block, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2 of #rrggbb.
func luminance(hex string) (sum float64) {
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		x := float64(v) / 255
		if x <= 0.04045 {
			sum += weight * x / 12.92
		} else {
			sum += weight * math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// Text is read on every ground that it stands on, in both themes: WCAG 2.2, 1.4.3.
func TestContrast(t *testing.T) {
	light, dark, _ := strings.Cut(sheet, "@media screen and (prefers-color-scheme:dark)")
	dark, _, _ = strings.Cut(dark, "}}")
	themes := []map[string]string{colours(light), colours(dark)}
	if len(themes[0]) != 15 || !maps.EqualFunc(themes[0], themes[1], func(a, b string) bool { return a != "" && b != "" }) {
		t.Fatalf("%v", themes)
	}
	for i, theme := range themes {
		for _, ground := range []string{"ground", "panel", "tint", "target"} {
			for _, text := range slices.Concat([]string{"ink", "soft", "link"}, slices.Sorted(maps.Keys(outcomeClasses()))) {
				a, b := luminance(theme[text]), luminance(theme[ground])
				if c := (max(a, b) + 0.05) / (min(a, b) + 0.05); c < 4.5 {
					t.Errorf("theme %d: %s on %s: %.2f", i, text, ground, c)
				}
			}
		}
	}
}

func outcomeClasses() map[string]bool {
	out := map[string]bool{}
	for _, m := range outcomeMarks {
		out[m.Class] = true
	}
	return out
}

// Outcomes and grades are told apart by sign and by word, and none is without.
func TestMarks(t *testing.T) {
	signs := map[string]bool{}
	for o := theorems.Open; o <= theorems.Outside; o++ {
		m := outcomeMark(o)
		if m.Word != o.String() || m.Means == "" || signs[m.Sign] {
			t.Errorf("%v: %v", o, m)
		}
		signs[m.Sign] = true
	}
	for g := theorems.Exact; g <= theorems.Measured; g++ {
		if m := gradeMark(g); m.Word != g.String() || m.Means == "" || signs[m.Sign] {
			t.Errorf("%v: %v", g, m)
		}
	}
	if outcomeMark(99).Word == "" || gradeMark(0).Word != "none" {
		t.Error("what is no outcome has no word")
	}
}

// The style sheet follows the system and the printer.
func TestStyleSheet(t *testing.T) {
	for _, want := range []string{"color-scheme:light dark", "prefers-color-scheme:dark", "prefers-reduced-motion:no-preference", "forced-colors:active", "@media print", "details::details-content", ":target"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// A note of many figures stands there once, and the figures name it.
func TestNotesStandOnce(t *testing.T) {
	d := sample(t)
	d.Tables = []Table{{Report: published(t, "swirszcz2016-xor-and-jellyfish")}}
	note, all := "", 0
	for _, row := range d.Tables[0].Report.Rows {
		for _, e := range row.Entries {
			if note == "" {
				note = e.Note
			}
			if e.Note == note {
				all++
			}
		}
	}
	page := written(t, d)
	if got := strings.Count(page, html.EscapeString(note)); note == "" || got != 1 {
		t.Errorf("%q stands there %d times", note, got)
	}
	if got := strings.Count(page, "<small>note 1</small>"); got != all || all < 10 {
		t.Errorf("%d of %d figures name it", got, all)
	}
	if d.Tables[0].Report.Rows[0].Entries[0].Note != note {
		t.Error("the document was changed")
	}
}

// A hundred claims and the tables that are published are less than a megabyte.
func TestSize(t *testing.T) {
	if n := len(written(t, suite(t))); n > 1_000_000 {
		t.Errorf("%d bytes", n)
	} else {
		t.Logf("%d bytes", n)
	}
}

// A claim is in full at the first of its slides, and by a link at others; what is of no slide
// is with its source.
func TestSlides(t *testing.T) {
	v := newView(sample(t))
	got := ""
	for _, s := range slices.Concat(v.Slides, v.Beside) {
		got += s.Title + ":"
		for _, c := range s.Cards {
			got += " " + c.Report.Name
		}
		for _, b := range s.Boards {
			got += " " + b.Report.Table
		}
		for _, c := range s.Again {
			got += " (" + c.Report.Name + ")"
		}
		got += "\n"
	}
	want := `Hessian: deck/false paper2016/true
海森矩陣: (paper2016/true)
Guess: deck/coin safran2018/tables-1-and-2
Paper 2016, Minima: paper2016/there-is paper2016/guess
`
	if got != want || fmt.Sprint(v.Silent) != "[Last time The end]" {
		t.Errorf("got %s%v", got, v.Silent)
	}
}
