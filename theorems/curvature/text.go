package curvature

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saddle/spectra"
)

// few is how many eigenvalues at each end are on the page.
const few = 5

// String returns the report as text of at most 100 columns, but for a long Criterion and for what stopped the work.
func (r Report) String() string {
	var b strings.Builder
	line := func(name, format string, a ...any) { fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, a...)) }
	loss := fmt.Sprintf("%.10g", r.Loss)
	if r.Criterion != "" {
		loss += ", " + r.Criterion
	}
	line("loss", "%s", loss)
	line("gradient", "%.3g in norm", r.Gradient)
	if r.Kink != "" {
		line("kink", "%s, at %.2g from it", r.Kink, r.Distance)
	}
	line("Hessian", "%d × %d", r.Parameters, r.Parameters)
	if len(r.Highest) > 0 {
		line("highest", "%s", values(r.Highest[:min(few, len(r.Highest))]))
		line("lowest", "%s", values(r.Lowest[:min(few, len(r.Lowest))]))
		worst := 0.0
		for _, e := range slices.Concat(r.Lowest, r.Highest) {
			worst = max(worst, e.Residual)
		}
		line("residual", "%.2g at most: so near to each lies an eigenvalue", worst)
		if slices.Contains(r.Missing, "eigenvalues") {
			line("", "those at the ends need not be these: Lanczos was stopped")
		} else if r.Unsettled != "" {
			line("", "those at the ends need not be these: Lanczos has not converged, allow more steps")
		}
	}
	if !math.IsNaN(r.Trace.Value) {
		line("trace", "%.6g ± %.2g", r.Trace.Value, r.Trace.StdErr)
	}
	r.tables(&b)
	if r.Interrupted != "" {
		b.WriteString("\n")
		line("interrupted", "%s", r.Interrupted)
		line("missing", "%s", r.missing())
	}
	return b.String()
}

// tables writes what there is of layers and shares.
func (r Report) tables(b *strings.Builder) {
	if len(r.Layers) > 0 {
		fmt.Fprintf(b, "\n%-11s %10s  %12s  %s\n", "layer", "parameters", "trace", "standard error")
	}
	for _, l := range r.Layers {
		fmt.Fprintf(b, "%-11s %10d  %12.6g  %.2g\n", l.Name, l.Parameters, l.Trace.Value, l.Trace.StdErr)
	}
	switch {
	case len(r.Shares) > 0:
		fmt.Fprintf(b, "\n%12s  %-34s  %s\n", "at most", "share of the eigenvalues, at least", "and at most")
	case len(r.Highest) > 0 && !slices.Contains(r.Missing, "shares"):
		fmt.Fprintf(b, "\nno shares of the eigenvalues: all that were found are 0, so there is no scale for places\n")
	}
	for _, s := range r.Shares {
		fmt.Fprintf(b, "%12.4g  %-34s  %s\n", s.Value, share(s.Least), share(s.Most))
	}
}

// missing lists what is missing, the traces of layers by their number, and says what is there in part.
func (r Report) missing() string {
	var s []string
	layers := 0
	for i, name := range r.Missing {
		partly := i == 0 && (name == "eigenvalues" && len(r.Highest) > 0 || name == "shares" && len(r.Shares) > 0 || name == "trace" && !math.IsNaN(r.Trace.Value))
		switch {
		case strings.HasPrefix(name, "trace of "):
			layers++
		case partly:
			s = append(s, name+", of which there is a part")
		default:
			s = append(s, name)
		}
	}
	if layers > 0 {
		s = append(s, fmt.Sprintf("traces of layers, %d", layers))
	}
	return strings.Join(s, "; ")
}

func values(x []Eigenvalue) string {
	var s []string
	for _, e := range x {
		s = append(s, fmt.Sprintf("%.8g", e.Value))
	}
	return strings.Join(s, ", ")
}

func share(e spectra.Estimate) string { return fmt.Sprintf("%.4g ± %.2g", e.Value, e.StdErr) }
