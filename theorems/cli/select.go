package cli

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// selection says which claims a command is about.
type selection struct {
	Run   string `placeholder:"REGEXP" help:"Only the claims whose name matches."`
	Slide string `placeholder:"REGEXP" help:"Only the claims of slides that match."`
}

func (s selection) compiled() (run, slide *regexp.Regexp, err error) {
	if run, err = regexp.Compile(s.Run); err != nil {
		return nil, nil, ErrUsage{fmt.Sprintf("--run: %v", err)}
	}
	if slide, err = regexp.Compile(s.Slide); err != nil {
		return nil, nil, ErrUsage{fmt.Sprintf("--slide: %v", err)}
	}
	return run, slide, nil
}

// Selected returns the claims and the tables whose names and slides match two regular
// expressions; "" matches all. If there are neither, or an expression is none, it is an
// [ErrUsage].
func (p Program) Selected(run, slide string) (claims []theorems.Theorem, experiments []tables.Experiment, err error) {
	s := selection{run, slide}
	name, at, err := s.compiled()
	if err != nil {
		return nil, nil, err
	}
	for _, t := range p.Tables {
		if in := t.Info(); name.MatchString(in.Name) && (slide == "" || in.Source.Slide != "" && at.MatchString(in.Source.Slide)) {
			experiments = append(experiments, t)
		}
	}
	if claims, err = p.selected(s); experiments != nil {
		err = nil
	}
	return claims, experiments, err
}

// selected returns the claims of a selection.
func (p Program) selected(s selection) ([]theorems.Theorem, error) {
	run, slide, err := s.compiled()
	if err != nil {
		return nil, err
	}
	var named, out []theorems.Theorem
	for _, c := range p.Claims {
		if run.MatchString(c.Info().Name) {
			named = append(named, c)
		}
	}
	for _, c := range named {
		if at := c.Info().Source.Slide; s.Slide == "" || at != "" && slide.MatchString(at) {
			out = append(out, c)
		}
	}
	switch {
	case named == nil:
		return nil, unknown("no claim matches", s.Run, p.names())
	case out == nil:
		return nil, ErrUsage{fmt.Sprintf("no slide matches %q; there are:%s", s.Slide, slidesOf(named))}
	}
	return out, nil
}

// asked returns the claims with these names, each once, or those of a selection if there are none.
func (p Program) asked(names []string, s selection) (claims []theorems.Theorem, err error) {
	if len(names) == 0 {
		return p.selected(s)
	}
	if s != (selection{}) {
		return nil, ErrUsage{"names of claims go without --run and --slide"}
	}
	for i, name := range names {
		c, err := p.find(name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(names[:i], name) {
			claims = append(claims, c)
		}
	}
	return claims, nil
}

// slidesOf lists the slides of claims, each on a line.
func slidesOf(claims []theorems.Theorem) string {
	var lines []string
	for _, c := range claims {
		if s := c.Info().Source.Slide; s != "" && !slices.Contains(lines, "\n  "+s) {
			lines = append(lines, "\n  "+s)
		}
	}
	if lines == nil {
		return " none"
	}
	return strings.Join(lines, "")
}

func (p Program) find(name string) (theorems.Theorem, error) {
	for _, c := range p.Claims {
		if c.Info().Name == name {
			return c, nil
		}
	}
	if _, err := p.findTable(name); err == nil {
		return nil, ErrUsage{fmt.Sprintf("%q is a table: saddle table %s", name, name)}
	}
	return nil, unknown("there is no claim", name, p.names())
}

func (p Program) findTable(name string) (tables.Experiment, error) {
	for _, t := range p.Tables {
		if t.Info().Name == name {
			return t, nil
		}
	}
	var names []string
	for _, t := range p.Tables {
		names = append(names, t.Info().Name)
	}
	return nil, unknown("there is no table", name, names)
}

// unknown is the error for a name that is none, with the nearest of those that would do.
func unknown(what, name string, names []string) error {
	message := fmt.Sprintf("%s %q", what, name)
	if near := nearest(name, names); len(near) > 0 {
		message += "; the nearest are:\n  " + strings.Join(near, "\n  ")
	}
	return ErrUsage{message}
}

// printJSON writes x, indented.
func (p Program) printJSON(x any) error {
	enc := json.NewEncoder(p.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(x)
}
