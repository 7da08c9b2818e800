package main

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A Mutant is one line of a file with other text.
type Mutant struct {
	// Name is "file/what-it-does", unique.
	Name string
	// File is the path from the root of the module, with slashes.
	File string
	Kind Kind
	// After, if not empty, is text that the file has once; Old is the first of its
	// kind after it. Without it, the file has Old once.
	After string
	// Old is a part of a line, and New what takes its place.
	Old, New string
	// Breaks says what is wrong then.
	Breaks string
	// Harmless says why no test can tell; "" if one should.
	Harmless string
}

// A Kind is the sort of thing that a mutant breaks.
type Kind string

const (
	Soundness  Kind = "soundness"  // what is false passes for proved or decided
	Conclusion Kind = "conclusion" // a claim says less than it did
	List       Kind = "list"       // a list of cases is shorter than the statement
	Generator  Kind = "generator"  // drawn cases miss a part of the statement
	Engine     Kind = "engine"     // how a claim is run, counted and reported
	Statistics Kind = "statistics" // errors, intervals and stopping of laws
)

var kinds = []Kind{Soundness, Conclusion, List, Generator, Engine, Statistics}

// soonest is a pattern of the tests of its package that are the first to see a mutant of a
// claim, which has a name that begins with that of its file; "" for other mutants.
func (m Mutant) soonest() string {
	if path.Dir(m.File) != "theorems/papers" {
		return ""
	}
	return "^(TestAll|TestAudit|TestREADME)$/^" + sources.FindString(path.Base(m.File))
}

// sources begin the names of the files of claims; what several share has none.
var sources = regexp.MustCompile(`^(deck|[a-z]+\d{4})|`)

// in returns mutants of one file, whose base name begins their names.
func in(file string, list ...Mutant) []Mutant {
	for i := range list {
		list[i].File, list[i].Name = file, strings.TrimSuffix(path.Base(file), ".go")+"/"+list[i].Name
	}
	return list
}

// apply returns the source with the mutant in it.
func (m Mutant) apply(source string) (string, error) {
	if m.Old == m.New || strings.Contains(m.Old+m.New, "\n") {
		return "", fmt.Errorf("%s: want one line with other text", m.Name)
	}
	head := 0
	if m.After != "" {
		if n := strings.Count(source, m.After); n != 1 {
			return "", fmt.Errorf("%s: %s has %d times the text %q, want it once", m.Name, m.File, n, m.After)
		}
		head = strings.Index(source, m.After) + len(m.After)
	}
	rest := source[head:]
	n := strings.Count(rest, m.Old)
	if n == 0 || n > 1 && m.After == "" {
		return "", fmt.Errorf("%s: %s has %d times the text %q, want it once: put the same fault into what stands there now", m.Name, m.File, n, m.Old)
	}
	mutated := source[:head] + strings.Replace(rest, m.Old, m.New, 1)
	if _, err := parser.ParseFile(token.NewFileSet(), m.File, mutated, 0); err != nil {
		return "", fmt.Errorf("%s: %w", m.Name, err)
	}
	return mutated, nil
}

// check reports what is wrong with a list of mutants of the module at root.
func check(root string, list []Mutant) error {
	var errs []error
	names := map[string]bool{}
	texts := map[Mutant]string{}
	for _, m := range list {
		if names[m.Name] {
			errs = append(errs, fmt.Errorf("%s: the name is taken twice", m.Name))
		}
		names[m.Name] = true
		if m.Name == "" || m.Breaks == "" || !slices.Contains(kinds, m.Kind) {
			errs = append(errs, fmt.Errorf("%s: want a name, what it breaks, and one of the kinds %v", m.Name, kinds))
		}
		source, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.File)))
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", m.Name, err))
			continue
		}
		mutated, err := m.apply(string(source))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		key := Mutant{File: m.File, New: mutated}
		if other := texts[key]; other != "" {
			errs = append(errs, fmt.Errorf("%s: the same as %s", m.Name, other))
		}
		texts[key] = m.Name
	}
	return errors.Join(errs...)
}
