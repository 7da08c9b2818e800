package papers

import (
	"fmt"
	"strings"

	"saddle/theorems/hunt"
)

// frontierTables are two Markdown tables of the certificates that are kept: the smallest k for each n −
// k, and for each k the largest n.
func frontierTables() (string, error) {
	all, err := hunt.Witnesses(witnesses)
	if err != nil {
		return "", err
	}
	f := hunt.FrontierOf(all)
	var b strings.Builder
	row := func(cells ...string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	link := func(w hunt.Witness) string {
		return fmt.Sprintf("[%s](%s/%s)", strings.TrimSuffix(w.File, ".json"), witnesses, w.File)
	}
	row("n − k", "smallest k", "n", "loss", "λ\\_min ≥", "certificate")
	row("---", "---", "---", "---", "---", "---")
	for _, w := range f.Smallest {
		row(fmt.Sprint(w.N-w.K), fmt.Sprint(w.K), fmt.Sprint(w.N), fmt.Sprintf("%.6f", w.Loss), fmt.Sprintf("%.2g", w.Curvature), link(w))
	}
	b.WriteString("\n")
	row("k", "largest n", "n/k", "certificate")
	row("---", "---", "---", "---")
	for _, w := range f.Largest {
		row(fmt.Sprint(w.K), fmt.Sprint(w.N), fmt.Sprintf("%.2f", float64(w.N)/float64(w.K)), link(w))
	}
	return b.String(), nil
}
