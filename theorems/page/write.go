package page

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"saddle/theorems/draw"
)

var (
	//go:embed page.html
	layout string
	//go:embed style.css
	sheet string
	//go:embed script.js
	script string
)

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"number": number, "digits": digits, "percent": percent, "amount": amount, "interval": interval, "short": short, "reach": reach,
	"formula": formula, "to": to, "citation": citation, "language": language,
	"outcome": outcomeMark, "grade": gradeMark, "agreement": agreement, "verb": verb, "brief": brief,
}).Parse(layout))

// Write writes d as an HTML page of one file: equal documents give equal bytes. It returns an
// ErrDocument for what is no document; figures that cannot be drawn are left out, and the page
// says so. It takes some milliseconds for a hundred claims, and some for each figure.
func Write(w io.Writer, d Document) error {
	if err := d.check(); err != nil {
		return err
	}
	v := newView(d)
	v.Style = template.CSS(sheet + draw.Style)
	v.Script = template.JS(script)
	// What the page may load is nothing: what it has of style and script is known by its hash.
	v.Policy = fmt.Sprintf("default-src 'none'; style-src '%s'; script-src '%s'; img-src data:; base-uri 'none'; form-action 'none'",
		hash(string(v.Style)), hash(string(v.Script)))
	var b bytes.Buffer
	if err := page.Execute(&b, v); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err := io.WriteString(w, writable(b.String()))
	return err
}

// hash names a text as a content security policy does.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// mostBrief is how many characters of a text stand where it stands a second time.
const mostBrief = 400

// brief cuts a long text, which stands in full elsewhere.
func brief(text string) string {
	if len(text) <= mostBrief {
		return text
	}
	runes := []rune(text)
	if len(runes) <= mostBrief {
		return text
	}
	return string(runes[:mostBrief-1]) + "…"
}
