package curvature

import (
	"fmt"
	"slices"
	"strings"

	"saddle/spectra"
)

// String returns the report as text of at most 100 columns.
func (r Report) String() string {
	var b strings.Builder
	line := func(name, format string, a ...any) { fmt.Fprintf(&b, "%-11s %s\n", name, fmt.Sprintf(format, a...)) }
	line("loss", "%.10g", r.Loss)
	line("gradient", "%.3g in norm", r.Gradient)
	if r.Kink != "" {
		line("kink", "%s, at %.2g from it", r.Kink, r.Distance)
	}
	line("Hessian", "%d × %d", r.Parameters, r.Parameters)
	const few = 5
	line("highest", "%s", values(r.Highest[:min(few, len(r.Highest))]))
	line("lowest", "%s", values(r.Lowest[:min(few, len(r.Lowest))]))
	worst := 0.0
	for _, e := range slices.Concat(r.Lowest, r.Highest) {
		worst = max(worst, e.Residual)
	}
	line("residual", "%.2g at most: so near to each lies an eigenvalue", worst)
	if r.Unsettled != "" {
		line("", "those at the ends need not be these: Lanczos has not converged, allow more steps")
	}
	line("trace", "%.6g ± %.2g", r.Trace.Value, r.Trace.StdErr)
	fmt.Fprintf(&b, "\n%-11s %10s  %12s  %s\n", "layer", "parameters", "trace", "standard error")
	for _, l := range r.Layers {
		fmt.Fprintf(&b, "%-11s %10d  %12.6g  %.2g\n", l.Name, l.Parameters, l.Trace.Value, l.Trace.StdErr)
	}
	fmt.Fprintf(&b, "\n%12s  %-34s  %s\n", "at most", "share of the eigenvalues, at least", "and at most")
	for _, s := range r.Shares {
		fmt.Fprintf(&b, "%12.4g  %-34s  %s\n", s.Value, share(s.Least), share(s.Most))
	}
	return b.String()
}

func values(x []Eigenvalue) string {
	var s []string
	for _, e := range x {
		s = append(s, fmt.Sprintf("%.8g", e.Value))
	}
	return strings.Join(s, ", ")
}

func share(e spectra.Estimate) string { return fmt.Sprintf("%.4g ± %.2g", e.Value, e.StdErr) }
