package page

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode"
)

// anchors gives things of a page ids of their own, made from their names.
type anchors map[string]bool

// id returns an id for a name: the name itself, but that blanks and what cannot be written are
// hyphens, and that one which is taken gets a line more.
func (a anchors) id(name string) string {
	id := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unwritable(r) {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(name, "-"))
	for id == "" || a[id] {
		id += "_"
	}
	a[id] = true
	return id
}

// picture returns an id for a drawing, whose parts have ids too: all of them are names in XML.
func (a anchors) picture() string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("picture-%d", n)
		if !a[id] && !a[id+"-title"] && !a[id+"-desc"] {
			a[id], a[id+"-title"], a[id+"-desc"] = true, true, true
			return id
		}
	}
}

// unwritable reports whether a character must not be in HTML, or is none.
func unwritable(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// writable replaces what must not be in HTML.
func writable(text string) string {
	return strings.Map(func(r rune) rune {
		if unwritable(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(text, string(unicode.ReplacementChar)))
}

// to is the link to an id of the page.
func to(id string) template.URL {
	return template.URL((&url.URL{Fragment: id}).String())
}

// citation is the link to where something is published; "" if it is no address of the web.
func citation(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

// language is that of a heading, where it is not the page's.
func language(text string) string {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return "zh-Hant"
		}
	}
	return ""
}
