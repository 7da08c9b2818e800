package theorems

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Source says where a claim is published.
type Source struct {
	Key   string `json:"key"`   // citation key: the file of the claim and the prefix of its name, as "kawaguchi2016"
	Title string `json:"title"` // authors, year, title
	URL   string `json:"url,omitempty"`
	At    string `json:"at"`              // locator, as "Theorem 2.3 (ii), (iii)"
	Slide string `json:"slide,omitempty"` // the slide of the lecture deck that states it; several are separated by "; "
}

var authors = regexp.MustCompile(`^.*? \d{4}\b|^[^,]*`)

// Cite returns the short form of the source: its title up to the year, or else
// up to the first comma.
func (s Source) Cite() string { return authors.FindString(s.Title) }

// String returns the short form of the source, the locator and the slide.
func (s Source) String() string {
	slide := ""
	if s.Slide != "" {
		slide = "slide " + strconv.Quote(s.Slide)
	}
	return strings.Join(slices.DeleteFunc([]string{s.Cite(), s.At, slide}, func(p string) bool { return p == "" }), ", ")
}

// Slides returns the slides of s: a claim of several separates them by "; ".
func (s Source) Slides() []string {
	if s.Slide == "" {
		return nil
	}
	return strings.Split(s.Slide, "; ")
}

// Locate returns s with a locator and a slide.
func (s Source) Locate(locator, slide string) Source {
	s.At, s.Slide = locator, slide
	return s
}

// Info is what can be said of a claim without running it.
type Info struct {
	Name      string `json:"name"`
	Says      string `json:"says"`
	Source    Source `json:"source"`
	Corrected string `json:"corrected,omitempty"`
	// Kind is "for all", "for each of a list", "exists" or "law".
	Kind   string  `json:"kind"`
	Expect Outcome `json:"expect"`
	// Controls are the names of what a run must see fail (or hold, where a
	// missing hypothesis is restored).
	Controls []string `json:"-"`
}
