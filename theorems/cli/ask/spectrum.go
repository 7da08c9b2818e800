package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"saddle/spectra/files"
	"saddle/spectra/summary"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/draw"
	"saddle/theorems/internal/terminal"
)

// Spectrum is the command spectrum: it reads a symmetric matrix from a file ([files.Read]) and
// prints its [summary.Summary], with what was rounded on the way. Its exit codes are those of
// [cli.Main]; a file that cannot be read is a wrong usage.
type Spectrum struct {
	File       string `arg:"" help:"A symmetric matrix: NumPy's .npy, Matrix Market's .mtx, or rows of numbers, .csv."`
	Symmetrise bool   `help:"Take (A + Aᵀ)/2 if the matrix is not symmetric."`
	Values     bool   `help:"Print all eigenvalues too, one a line."`
	Blocks     string `placeholder:"W1=0:20,b1=20:24" help:"Say the same of these principal blocks, as of the layers of a net, and how strongly they are coupled. Rows from the first number on, below the second, counted from 0; or a .json file with a list of such {\"name\", \"from\", \"to\"}."`
	JSON       bool   `name:"json" help:"Print one JSON object."`
	Picture    string `name:"svg" aliases:"png" placeholder:"FILE" help:"Draw how the eigenvalues are distributed into FILE, which ends in .svg or .png."`
	Largest    int    `placeholder:"N" default:"8192" help:"Largest number of rows that is read (default ${default})."`
	Workers    int    `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	Vectors    bool   `help:"Print unit eigenvectors too, one for each eigenvalue, in the object that --json prints."`
}

// Info describes the command.
func (*Spectrum) Info() theorems.Info {
	return theorems.Info{Name: "spectrum", Says: "Read a symmetric matrix from a file, and say what its spectrum is: the signs of all eigenvalues, proved, the eigenvalues, the condition number and the density."}
}

// A spectrumReport is what is printed: the JSON form of a summary, with what became of the file.
type spectrumReport struct {
	summary.Summary
	File string `json:"file"`
	// Rounded and Asymmetry are those of a files.Matrix.
	Rounded   int     `json:"rounded"`
	Asymmetry float64 `json:"asymmetry"`
	// Layers are what --blocks asked for; else nil.
	Layers *summary.Layers `json:"layers,omitempty"`
}

// Run reads, computes and prints.
func (c *Spectrum) Run(ctx context.Context, p cli.Program) (code int, err error) {
	if c.Vectors && !c.JSON {
		return 0, cli.ErrUsage{Message: "--vectors wants --json: eigenvectors are printed as JSON alone"}
	}
	if c.Picture != "" {
		if _, err := draw.FormatOf(c.Picture); err != nil {
			return 0, cli.ErrUsage{Message: err.Error()}
		}
	}
	var ranges []summary.Range
	if c.Blocks != "" {
		if ranges, err = rangesOf(c.Blocks); err != nil {
			return 0, cli.ErrUsage{Message: fmt.Sprintf("--blocks: %v", err)}
		}
	}
	r, err := c.report(ctx, p, ranges)
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted, nil
	case errors.As(err, new(*fs.PathError)): // which names the file
		return 0, cli.ErrUsage{Message: err.Error()}
	case errors.As(err, new(summary.ErrRange)):
		return 0, cli.ErrUsage{Message: fmt.Sprintf("--blocks: %v", err)}
	case err != nil:
		return 0, cli.ErrUsage{Message: fmt.Sprintf("%s: %v", c.File, err)}
	}
	if c.JSON {
		err = cli.PrintJSON(p.Stdout, r)
	} else {
		_, err = io.WriteString(p.Stdout, r.text(c.Values))
	}
	if err == nil && c.Picture != "" {
		err = p.Draw("spectrum", []theorems.Figure{r.figure()}, c.Picture)
	}
	return cli.AsExpected, err
}

// report reads the file and summarises its matrix, and blocks of it, with a bar on a terminal.
func (c *Spectrum) report(ctx context.Context, p cli.Program, ranges []summary.Range) (r spectrumReport, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return r, err
	}
	defer f.Close()
	size := int64(0)
	if s, err := f.Stat(); err == nil {
		size = s.Size()
	}
	progress, stop := p.Meter("kB read")
	m, err := files.Read(&watched{ctx: ctx, r: f, size: size, progress: progress}, &files.Options{Symmetrise: c.Symmetrise, Largest: c.Largest})
	stop()
	if err != nil {
		return r, err
	}
	r = spectrumReport{File: c.File, Rounded: m.Rounded, Asymmetry: m.Asymmetry}
	if ranges != nil { // first, because it is where the blocks are looked at
		progress, stop = p.Meter("blocks")
		l, err := cli.Interruptible(ctx, func() (summary.Layers, error) {
			return summary.LayersOf(ctx, m, ranges, &summary.Options{Workers: c.Workers, Progress: progress})
		})
		stop()
		if err != nil {
			return r, err
		}
		r.Layers = &l
	}
	progress, stop = p.Meter("thirds of the work")
	defer stop()
	r.Summary, err = cli.Interruptible(ctx, func() (summary.Summary, error) {
		return summary.Of(ctx, m, &summary.Options{Workers: c.Workers, Vectors: c.Vectors, Progress: progress})
	})
	return r, err
}

// A watched reader tells how much was read, and stops when ctx is done.
type watched struct {
	ctx        context.Context
	r          io.Reader
	read, size int64
	progress   func(done, all int)
}

func (w *watched) Read(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(b)
	w.read += int64(n)
	if w.progress != nil {
		w.progress(int(w.read>>10), int(max(w.size, w.read)>>10))
	}
	return n, err
}

// text is what a terminal shows.
func (r spectrumReport) text(values bool) string {
	s := r.Summary.String()
	if r.Rounded > 0 {
		s += "\n" + terminal.Wrap("", "", fmt.Sprintf("Numbers in the file that float64 does not have, and the nearest stands for: %d. All is said of the matrix with these.", r.Rounded)) + "\n"
	}
	if r.Asymmetry > 0 {
		s += "\n" + terminal.Wrap("", "", fmt.Sprintf("The matrix in the file is not symmetric, by %.3g at most; all is said of (A + Aᵀ)/2.", r.Asymmetry)) + "\n"
	}
	if r.Layers != nil {
		s += "\n" + r.Layers.String()
	}
	if values {
		s += "\n"
		for _, x := range r.Values {
			s += fmt.Sprintln(x)
		}
	}
	return s
}

// figure draws the density: one bar a bin.
func (r spectrumReport) figure() theorems.Figure {
	bars := theorems.Series{Mark: theorems.Bars}
	for _, b := range r.Density.Bins {
		bars.X = append(bars.X, b.From/2+b.To/2)
		bars.Y = append(bars.Y, float64(b.Count))
	}
	f := theorems.Figure{
		Name: "spectrum", Says: fmt.Sprintf("Eigenvalues of a symmetric %d × %d matrix, counted in bins of width %v; signs, proved: %v", r.Order, r.Order, r.Density.Width, r.Signs),
		X: theorems.Axis{Label: "eigenvalue"}, Y: theorems.Axis{Label: "count"},
		Series: []theorems.Series{bars},
		Lines:  []theorems.ReferenceLine{{At: 0}},
		Hides:  "where in a bin the eigenvalues lie, and bars too low to be seen",
	}
	if r.Density.Near > 0 {
		f.Hides += fmt.Sprintf("; %d within the error %.2g of 0 are counted as 0", r.Density.Near, r.Error)
	}
	return f
}
