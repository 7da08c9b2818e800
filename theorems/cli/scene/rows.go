package scene

import (
	"fmt"
	"math"
	"text/tabwriter"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/internal/terminal"
	"saddle/theorems/surface"
)

func whole(all []picture) (n int) {
	for _, x := range all {
		if sum := x.Summary(); sum.Made == sum.Nodes {
			n++
		}
	}
	return n
}

// A row is the JSON form of a picture.
type row struct {
	Part    string       `json:"part"`
	Folder  string       `json:"folder"`
	Spec    surface.Spec `json:"surface"`
	Profile *profile     `json:"profile,omitempty"`
	Hides   string       `json:"hides"`
}

type profile struct {
	Delta   surface.Number `json:"delta"`
	Barrier surface.Number `json:"barrier"`
	Half    surface.Number `json:"half"`
}

func (d *Drawing) print(p cli.Program, made []picture) error {
	if d.JSON {
		out := []row{}
		for _, x := range made {
			r := row{Part: x.part, Folder: x.folder, Spec: x.Spec(), Hides: x.Hides()}
			if len(x.Z) == 1 {
				l := x.Profile()
				r.Profile = &profile{surface.Number(l.Delta), surface.Number(l.Barrier), surface.Number(l.Half)}
			}
			out = append(out, r)
		}
		if err := cli.PrintJSON(p.Stdout, out); err != nil {
			return err
		}
	} else if err := table(p, made); err != nil {
		return err
	}
	if d.Picture == "" || len(made) == 0 {
		return nil
	}
	var figures []theorems.Figure
	for _, x := range made {
		f, err := x.Figure(x.part, x.Name)
		if err != nil {
			return fmt.Errorf("%s: %w", x.part, err)
		}
		figures = append(figures, f)
	}
	return p.Draw(d.Name, figures, d.Picture)
}

// table prints a row for each picture, and under it what the pictures hide.
func table(p cli.Program, made []picture) error {
	if len(made) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := len(made[0].Z) == 1
	if line {
		fmt.Fprintln(w, "PART\tNODES\tLOSS AT 0\tLEAST\tMOST\tDELTA\tBARRIER\tHALF AT\tMINIMA\t")
	} else {
		fmt.Fprintln(w, "PART\tNODES\tLOSS AT 0\tLEAST\tMOST\tNON-CONVEX\tMINIMA\t")
	}
	for _, x := range made {
		sum := x.Summary()
		fmt.Fprintf(w, "%s\t%d/%d\t%.4g\t%s\t%s\t", x.part, sum.Made, sum.Nodes, x.Centre, number(sum.Least), number(sum.Most))
		if line {
			l := x.Profile()
			fmt.Fprintf(w, "%.4g\t%.4g\t%.4g\t%d\t\n", l.Delta, l.Barrier, l.Half, sum.Minima)
		} else {
			fmt.Fprintf(w, "%s\t%d\t\n", share(sum.NonConvex, sum.Curved), sum.Minima)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, x := range made {
		if _, err := fmt.Fprintf(p.Stdout, "\n%s", terminal.Wrap("", "  ", x.part+": "+x.Hides())); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintln(p.Stdout)
	return err
}

func number(x *float64) string {
	if x == nil {
		return "-"
	}
	return fmt.Sprintf("%.4g", *x)
}

// share is k of n, in per cent.
func share(k, n int) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f %%", math.Round(100*float64(k)/float64(n)))
}
