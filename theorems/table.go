package theorems

import (
	"fmt"
	"strings"
)

// Table returns the claims as a Markdown table of what does not depend on a
// run: name, statement, source, slide, what is expected, and the controls.
func Table(claims []Theorem) string {
	var b strings.Builder
	b.WriteString("| claim | says | source | expected | controls |\n|---|---|---|---|---|\n")
	for _, c := range claims {
		in := c.Info()
		source := in.Source.Cite()
		if in.Source.URL != "" {
			source = fmt.Sprintf("[%s](%s)", source, in.Source.URL)
		}
		if in.Source.At != "" {
			source += ", " + in.Source.At
		}
		expect := in.Expect.String()
		if in.Corrected != "" {
			expect += ", see `" + in.Corrected + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", in.Name, cell(in.Says), cell(source), expect, cell(strings.Join(in.Controls, "; ")))
	}
	return b.String()
}

// cell makes a text fit into a cell of a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "*", `\*`, "_", `\_`).Replace(s)
}
