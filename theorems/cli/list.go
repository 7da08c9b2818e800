package cli

import (
	"fmt"
	"regexp"
	"strings"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

type listCommand struct {
	selection
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
	Controls []string `json:"controls"`
}

func describe(c theorems.Theorem) described {
	in := c.Info()
	return described{theorems.Format, in, append([]string{}, in.Controls...)}
}

func (p Program) list(l listCommand) error {
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
		for _, line := range []string{in.Says, "expected: " + in.Expect.String(), in.Source.String()} {
			if line != "" {
				fmt.Fprintln(p.Stdout, terminal.Wrap("    ", "    ", line))
			}
		}
	}
	return nil
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
		{"controls", strings.Join(in.Controls, "\n")},
	} {
		if line[1] != "" {
			fmt.Fprintln(p.Stdout, terminal.Wrap(fmt.Sprintf("  %-9s ", line[0]), "            ", line[1]))
		}
	}
	fmt.Fprintf(p.Stdout, "\n  %s check -v --run %s\n", p.Typed, terminal.Quote("^"+regexp.QuoteMeta(in.Name)+"$"))
	return nil
}
