package page

import (
	"encoding/json"
	"html"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"saddle/theorems"
)

var digitsOf = regexp.MustCompile(`\d+(?:\.\d+)?(?:e[+-]?\d+)?`)

// values are the numbers in a text.
func values(text string) map[float64]bool {
	out := map[float64]bool{}
	for _, s := range digitsOf.FindAllString(text, -1) {
		x, _ := strconv.ParseFloat(s, 64)
		out[x] = true
	}
	return out
}

// drawnNumbers are those of all figures, and of the rows of tables, also as shares.
func drawnNumbers(d Document) (out []float64) {
	for _, table := range d.Tables {
		entries := table.Report.Pooled
		for _, row := range table.Report.Rows {
			entries = append(entries, row.Entries...)
		}
		for _, e := range entries {
			for _, r := range []*theorems.Region{e.Interval, e.PaperInterval} {
				if r != nil {
					out = append(out, r.Lo, r.Hi, 100*r.Lo, 100*r.Hi)
				}
			}
			if e.Ours != nil {
				out = append(out, *e.Ours, 100**e.Ours)
			}
		}
	}
	var figures []theorems.Figure
	for _, c := range d.Claims {
		figures = append(figures, c.Figures...)
	}
	for _, table := range d.Tables {
		figures = append(figures, table.Report.Figures...)
	}
	for _, f := range figures {
		for _, s := range f.Series {
			out = slices.Concat(out, s.X, s.Y, s.Lo, s.Hi)
		}
		if f.Field != nil {
			out = slices.Concat(append([][]float64{out, f.Field.X, f.Field.Y}, f.Field.Z...)...)
		}
	}
	return out
}

// Every number of the page, but for the marks along the axes of pictures, is in the JSON form:
// as it stands, or rounded, with all digits beside it.
func TestNumbersAreInTheDocument(t *testing.T) {
	documents := []Document{sample(t), {Format: Format}}
	if !testing.Short() {
		documents = append(documents, suite(t))
	}
	for _, d := range documents {
		form, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		there := values(string(form))
		for _, table := range d.Tables { // the means of classes stand there in short alone
			for _, row := range table.Report.Rows {
				for _, class := range row.Classes {
					for _, v := range class.Values {
						if x, err := strconv.ParseFloat(digits(v.Mean), 64); err != nil || math.Abs(x-v.Mean) > 5.1e-4*math.Abs(v.Mean) {
							t.Errorf("%v is written %s", v.Mean, digits(v.Mean))
						} else {
							there[math.Abs(x)] = true
						}
					}
				}
			}
		}
		for _, x := range drawnNumbers(d) { // as do those below the pictures
			short, err := strconv.ParseFloat(digits(x), 64)
			if err != nil || math.Abs(short-x) > 5.1e-4*math.Abs(x) {
				t.Errorf("%v is written %s", x, digits(x))
			}
			there[math.Abs(short)] = true
		}
		page := regexp.MustCompile(`(?s)<svg.*?</svg>`).ReplaceAllString(raw.ReplaceAllString(written(t, d), ""), "")
		page = regexp.MustCompile(`<data value="([^"]*)">([^<]*)</data>`).ReplaceAllStringFunc(page, func(s string) string {
			m := regexp.MustCompile(`"([^"]*)">([^<]*)<`).FindStringSubmatch(s)
			full, err := strconv.ParseFloat(m[1], 64)
			shown, share := strings.CutSuffix(m[2], " %")
			x, err2 := strconv.ParseFloat(shown, 64)
			if share {
				x /= 100
			}
			if !math.IsInf(full, 0) && (err != nil || err2 != nil || !there[math.Abs(full)] || math.Abs(x-full) > 5.1e-4*math.Abs(full)) {
				t.Errorf("%s", s)
			}
			return " "
		})
		page = page[strings.Index(page, "<body"):]
		for x := range values(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, " "))) {
			if !there[x] {
				t.Errorf("%v is not in the document", x)
			}
		}
	}
}
