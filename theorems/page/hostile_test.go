package page

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"saddle/theorems"
)

// What users write is text, whatever it looks like: in every field, and in ids and links.
func TestHostileText(t *testing.T) {
	for _, evil := range []string{
		`<script>alert("1")</script>"><img src=x onerror=alert(1)>'); alert(1); //</style></script></title>&lt;b&gt; & <b>]]>--><!--{{.Title}}`,
		"javascript:alert(1)", "\x00\x01\x7f\u0085\ufffe nul\xff\xfe\u202egnirts\u202c", " \t\n ", "#?q=x", strings.Repeat("long", 2500), "", "a b", "list",
	} {
		d := sample(t)
		d.Title, d.Deck.Title, d.Deck.URL, d.Deck.Slides[1] = evil, evil, evil, evil
		d.Manifest.Program, d.Manifest.Made, d.Manifest.Cut = evil, evil, []string{evil}
		for i := range d.Claims {
			c := &d.Claims[i]
			c.Replay, c.Conditions = evil, []theorems.Condition{{Name: evil, Idle: evil}}
			c.Report.Name = evil + string(rune('a'+i))
			c.Report.Says, c.Report.Why, c.Report.Corrected = evil, evil, evil
			c.Report.Source = theorems.Source{Key: evil, Title: evil, URL: evil, At: evil, Slide: evil}
			c.Report.Classes, c.Report.Faults = map[string]int{evil: 1}, []string{evil}
			c.Report.Controls = []theorems.Control{{Name: evil, Needed: evil, Seen: evil, Why: evil}}
			c.Report.Finding = &theorems.Finding{Case: evil, Evidence: theorems.Evidence{Seen: evil}}
			for j := range c.Figures {
				f := &c.Figures[j]
				f.Name, f.Says, f.Hides, f.X.Label = evil+string(rune('a'+j)), evil, evil, evil
			}
		}
		for i := range d.Tables {
			d.Tables[i].Report.Rows = d.Tables[i].Report.Rows[:2]
		}
		d.Tables[0].Report.Table, d.Tables[0].Report.Rows[0].Cell, d.Tables[0].Report.Rows[0].Entries[0].Paper, d.Tables[0].Made = evil+"!", evil, evil, evil
		page := written(t, d)
		elements := map[string]bool{}
		ids := map[string]bool{}
		for _, n := range nodes(t, page) {
			elements[n.name] = true
			if id, ok := n.attributes["id"]; ok {
				if id == "" || ids[id] || strings.ContainsAny(id, " \t\n\x00") {
					t.Errorf("%.40q: id %.40q", evil, id)
				}
				ids[id] = true
			}
			for name, value := range n.attributes {
				if strings.HasPrefix(name, "on") || name == "href" && strings.HasPrefix(value, "javascript:") {
					t.Errorf("%.40q: <%s %s=%q>", evil, n.name, name, value)
				}
			}
		}
		if elements["img"] || strings.Count(page, "<script") != 1 || strings.Count(page, "</style") != 1 || strings.Contains(page, "ZgotmplZ") {
			t.Errorf("%.40q became something else than text", evil)
		}
		if i := strings.IndexFunc(page, func(r rune) bool {
			return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r&0xfffe == 0xfffe
		}); i >= 0 {
			t.Errorf("%.40q: the page has %.8q", evil, page[i:])
		}
	}
}

// Figures that cannot be drawn are left out, and the page says so.
func TestFiguresLeftOut(t *testing.T) {
	for what, spoil := range map[string]func(*theorems.Figure){
		"NaN": func(f *theorems.Figure) { f.Series[0].Y[0] = math.NaN() },
		"far apart": func(f *theorems.Figure) {
			f.Series[0].Y, f.Series[0].Lo, f.Series[0].Hi = []float64{-1e308, 1e308}, nil, nil
		},
		"has no Name": func(f *theorems.Figure) { f.Name = "" },
	} {
		d := sample(t)
		spoil(&d.Claims[3].Figures[0])
		page := written(t, d)
		if !strings.Contains(page, "A figure is left out: theorems: figure ") || !strings.Contains(page, what) || strings.Count(page, "<figure") != 3 {
			t.Errorf("%s: the page does not say so", what)
		}
	}
}

// Numbers that JSON cannot have, and more than a page can list, are no fault.
func TestNumbersAtTheEdges(t *testing.T) {
	d := sample(t)
	d.Claims[3].Report.Law.Region = theorems.Between(math.Inf(-1), math.Inf(1))
	s := &d.Claims[3].Figures[0].Series[0]
	*s = theorems.Series{Name: "many", Mark: theorems.Line, X: make([]float64, 5000), Y: make([]float64, 5000)}
	d.Claims[3].Figures[1].Field = theorems.Sample("height", -1, 1, 64, -1, 1, 64, func(x, y float64) float64 { return x })
	page := written(t, d)
	for _, want := range []string{"−∞", "∞", "They are too many to list here", "The values of height are too many"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for x, want := range map[float64]string{
		0: "0", 1e4: "10000", 12345.678: `<data value="12345.678">12346</data>`, 0.25: "0.25", -1.0 / 3: `<data value="-0.3333333333333333">-0.3333</data>`,
		2.5317487491291876e-05: `<data value="2.5317487491291876e-05">2.532e-05</data>`, 1e300: "1e+300",
	} {
		if got := string(number(x)); got != want {
			t.Errorf("%v is %s, want %s", x, got, want)
		}
	}
	if got := string(percent(0.043)); got != `<data value="0.043">4.3 %</data>` {
		t.Error(got)
	}
}

// Many claims with long statements make a page that a browser can hold: what is long stands once.
func TestManyClaims(t *testing.T) {
	d := Document{Format: Format, Title: "much"}
	long := strings.Repeat("∀ε≠0 ", 2000)
	for i := range 500 {
		c := sampleClaim(fmt.Sprint("much/claim-", i))
		if i%50 == 0 {
			c.Report.Says, c.Report.Corrected, c.Report.Outcome = long+fmt.Sprint(i), "something", theorems.Refuted
		}
		d.Claims = append(d.Claims, c)
	}
	page := written(t, d)
	if n := strings.Count(page, long); n != 10 {
		t.Errorf("%d long statements stand there in full", n)
	}
	if len(page) > 1_200_000 {
		t.Errorf("%d bytes", len(page))
	}
	for _, bad := range []string{"></h3>", `<p class="source"></p>`, "<option></option>", "of 0 controls"} {
		if strings.Contains(page, bad) {
			t.Errorf("claims without a source have %s", bad)
		}
	}
}

// A document with nothing in it is a page that says so.
func TestEmptyDocument(t *testing.T) {
	page := written(t, Document{Format: Format})
	for _, want := range []string{"<b>0</b> claims", "No claim is in this document."} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, bad := range []string{"<tbody></tbody>", `href="#errata"`, `href="#tables"`, "<title></title>", "<h1></h1>"} {
		if strings.Contains(page, bad) {
			t.Errorf("there is %s", bad)
		}
	}
}
