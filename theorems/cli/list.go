package cli

import (
	"fmt"
	"slices"
	"strings"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

type listCommand struct {
	selection
	Deck bool `help:"In the order of the lecture, slide by slide."`
	JSON bool `name:"json" help:"Print one JSON array of claims."`
}

type showCommand struct {
	JSON bool   `name:"json" help:"Print one JSON object."`
	Name string `arg:"" help:"Name of the claim."`
}

// A described claim is the JSON form of what list and show say.
type described struct {
	Format string `json:"format"`
	theorems.Info
	Conditions []theorems.Condition `json:"conditions,omitempty"`
	Controls   []string             `json:"controls"`
}

func describe(c theorems.Theorem) described {
	in := c.Info()
	return described{theorems.Format, in, c.Conditions(), append([]string{}, in.Controls...)}
}

func (p Program) list(l listCommand) error {
	if l.Deck {
		return p.listDeck(l)
	}
	claims, err := p.selected(l.selection)
	if err != nil {
		return err
	}
	if l.JSON {
		var all []described
		for _, c := range claims {
			all = append(all, describe(c))
		}
		return p.printJSON(all)
	}
	for _, c := range claims {
		in := c.Info()
		fmt.Fprintln(p.Stdout, in.Name)
		p.indented(in.Says, "expected: "+in.Expect.String(), in.Source.String())
	}
	return nil
}

// indented prints paragraphs below a name.
func (p Program) indented(paragraphs ...string) {
	for _, s := range paragraphs {
		if s != "" {
			fmt.Fprintln(p.Stdout, terminal.Wrap("    ", "    ", s))
		}
	}
}

// A slide of the lecture, with its claims and tables.
type slide struct {
	Slide string          `json:"slide"`
	Items []theorems.Info `json:"items"`
}

// listDeck lists claims and tables slide by slide, and then which slides have none.
func (p Program) listDeck(l listCommand) error {
	if p.Deck == nil {
		return ErrUsage{"--deck: there is no lecture: hand a theorems.Deck to cli.Main"}
	}
	slides, err := p.slides(l.selection)
	if err != nil {
		return err
	}
	if l.JSON {
		return p.printJSON(slides)
	}
	fmt.Fprintln(p.Stdout, terminal.Wrap("", "", p.Deck.Title))
	var none []string
	said := map[string]bool{}
	for _, s := range slides {
		if len(s.Items) == 0 {
			none = append(none, s.Slide)
			continue
		}
		fmt.Fprintf(p.Stdout, "\n%s\n", s.Slide)
		for _, in := range s.Items {
			fmt.Fprintln(p.Stdout, "  "+in.Name)
			if !said[in.Name] {
				p.indented(in.Says)
			}
			said[in.Name] = true
		}
	}
	if none != nil {
		fmt.Fprintf(p.Stdout, "\n%s\n", terminal.Wrap("", "  ", "nothing is claimed of: "+strings.Join(none, "; ")))
	}
	return nil
}

// slides returns the slides of the lecture that match, with the claims and tables of each.
func (p Program) slides(s selection) ([]slide, error) {
	run, at, err := s.compiled()
	if err != nil {
		return nil, err
	}
	var out []slide
	for _, title := range p.Deck.Slides {
		if !at.MatchString(title) {
			continue
		}
		next := slide{title, []theorems.Info{}}
		for _, in := range p.infos() {
			if run.MatchString(in.Name) && slices.Contains(in.Source.Slides(), title) {
				next.Items = append(next.Items, in)
			}
		}
		out = append(out, next)
	}
	if out == nil {
		return nil, ErrUsage{fmt.Sprintf("no slide matches %q; there are:\n  %s", s.Slide, strings.Join(p.Deck.Slides, "\n  "))}
	}
	return out, nil
}

func (p Program) show(s showCommand) error {
	c, err := p.find(s.Name)
	if err != nil {
		return err
	}
	if s.JSON {
		return p.printJSON(describe(c))
	}
	in := c.Info()
	source := in.Source
	source.Slide = "" // on a line of its own
	fmt.Fprintf(p.Stdout, "%s\n\n%s\n\n", in.Name, terminal.Wrap("  ", "  ", in.Says))
	for _, line := range [][2]string{
		{"source", source.String()}, {"read at", in.Source.URL}, {"slide", in.Source.Slide},
		{"kind", in.Kind}, {"expected", in.Expect.String()}, {"instead", in.Corrected},
	} {
		p.entry(line[0], line[1])
	}
	for _, h := range c.Conditions() {
		p.condition(h)
	}
	if len(c.Conditions()) == 0 {
		p.entry("controls", strings.Join(in.Controls, "\n"))
	}
	fmt.Fprintf(p.Stdout, "\n  %s\n", p.CheckLine(in.Name))
	return nil
}

// entry prints a paragraph with what it is in the margin.
func (p Program) entry(what, text string) {
	if text != "" {
		fmt.Fprintln(p.Stdout, terminal.Wrap(fmt.Sprintf("  %-9s ", what), "            ", text))
	}
}

// condition prints a hypothesis, and the smallest case that needs it.
func (p Program) condition(h theorems.Condition) {
	role := "given"
	if h.Missing {
		role = "lacks"
	}
	p.entry(role, h.Name)
	switch {
	case h.Idle != "":
		p.entry("", h.Idle)
	case h.Needed != "":
		fmt.Fprintf(p.Stdout, "            false without it: %s\n", h.Needed)
	default:
		p.entry("", "no case is listed that shows it: check -v searches")
	}
}
