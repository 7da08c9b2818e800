// Package scene holds the commands that draw losses along lines and over planes, to be handed to cli.Main beside claims:
//
//	surface [EXPERIMENT]   the loss over a plane   scene.go; make.go for a part, rows.go for what is printed
//	profile [EXPERIMENT]   the loss along a line
//
// What they do is in [saddle/theorems/surface], so that a program can draw the loss of a model of its own.
package scene

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/draw"
	"saddle/theorems/internal/terminal"
	"saddle/theorems/surface"
)

// Commands returns surface, for those of the experiments that draw planes, and profile, for those that draw lines.
func Commands(experiments ...surface.Experiment) []cli.Item {
	planes, lines := &Surface{}, &Profile{}
	for _, e := range experiments {
		if e.Flat() {
			lines.experiments = append(lines.experiments, e)
		} else {
			planes.experiments = append(planes.experiments, e)
		}
	}
	for _, e := range experiments {
		if e.Flat() {
			planes.others = append(planes.others, e.Name)
		} else {
			lines.others = append(lines.others, e.Name)
		}
	}
	return cli.Items[cli.Command](planes, lines)
}

// Surface is the command surface.
type Surface struct{ Drawing }

// Info describes the command.
func (*Surface) Info() theorems.Info {
	return theorems.Info{Name: "surface", Says: "Train the nets of a figure and draw their loss over a plane, with what the picture hides beside it. Without a name: list the figures."}
}

// Profile is the command profile.
type Profile struct{ Drawing }

// Info describes the command.
func (*Profile) Info() theorems.Info {
	return theorems.Info{Name: "profile", Says: "Train the nets of a figure and draw their loss along a line, with what the picture hides beside it. Without a name: list the figures."}
}

// A Drawing is what both commands ask for.
type Drawing struct {
	Name    string        `arg:"" optional:"" help:"Name of the experiment; without it they are listed."`
	Part    []string      `placeholder:"PART" sep:"none" help:"Only these pictures: a name, or a part of names, as 56 or plain. May be repeated."`
	Nodes   int           `placeholder:"N" help:"Nodes along each axis; one more where 0 would be none (default: those of the experiment)."`
	Range   string        `placeholder:"R" help:"Draw from -R to R; a profile from -R to 1 + R; auto looks for the R at which the loss is four times that of the centre (default: the range of the experiment)."`
	Normal  string        `name:"normalise" placeholder:"HOW" enum:",none,layer,filter,neuron" default:"" help:"How random directions are scaled to the weights: none, layer, filter or neuron (default: as in the experiment)."`
	Index   int           `placeholder:"N" help:"Number of the pair of random directions (default: that of the experiment)."`
	Seed    uint64        `placeholder:"N" default:"1" help:"Seed of the training (default ${default})."`
	Shard   string        `placeholder:"I/N" help:"Only the I-th of N parts of the nodes; --merge unites them."`
	Merge   []string      `placeholder:"DIR" sep:"none" help:"Train nothing: unite this folder of one picture with the others that are given so. May be repeated."`
	Out     string        `placeholder:"DIR" help:"Where the folders of the pictures are kept: nodes that they have are not computed again (default: a directory in the user's cache directory, printed first)."`
	Budget  time.Duration `placeholder:"DURATION" help:"Time, as 2m; the same command goes on from there."`
	Workers int           `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
	Hessian bool          `help:"Look at the Hessian of the centre too, and write its eigenvalues beside the picture: up to 1000 parameters all signs, beyond the least and the greatest value."`
	VTP     bool          `name:"vtp" help:"Write surface.vtp into the folders, for ParaView."`
	JSON    bool          `name:"json" help:"Print JSON."`
	Picture string        `name:"svg" aliases:"png" placeholder:"FILE" help:"Draw the first picture into FILE, which ends in .svg or .png, and the others beside it."`

	experiments []surface.Experiment
	others      []string // those of the other command
}

// Run draws what was asked for.
func (d *Drawing) Run(ctx context.Context, p cli.Program) (int, error) {
	if d.Name == "" && len(d.Merge) == 0 {
		return cli.AsExpected, d.list(p)
	}
	shard, err := d.check()
	if err != nil {
		return 0, cli.Misused(err)
	}
	if len(d.Merge) > 0 {
		return cli.AsExpected, d.merge(p)
	}
	e, parts, err := d.asked()
	if err != nil {
		return 0, cli.Misused(err)
	}
	place := p.Stdout
	if d.JSON {
		place = p.Stderr
	}
	fmt.Fprintf(place, "folders: %s\n", d.Out)
	inner := ctx
	if d.Budget > 0 {
		var cancel context.CancelFunc
		inner, cancel = context.WithTimeout(ctx, d.Budget)
		defer cancel()
	}
	made, err := d.make(inner, p, e, parts, shard)
	if err != nil {
		return 0, err
	}
	if err := d.print(p, made); err != nil {
		return 0, err
	}
	if inner.Err() != nil {
		why := "out of time"
		if ctx.Err() != nil {
			why = "interrupted"
		}
		fmt.Fprintf(p.Stderr, "%s: %s: %d of %d pictures are whole; the same command goes on with them, and trains again\n", p.Name, why, whole(made), len(parts))
	}
	if ctx.Err() != nil {
		return cli.Interrupted, nil
	}
	return cli.AsExpected, nil
}

// check checks what was typed, but for names.
func (d *Drawing) check() (shard [2]int, err error) {
	if d.Nodes < 0 || d.Nodes > mostNodes || d.Budget < 0 || d.Workers < 0 || d.Index < 0 || d.Seed == 0 {
		return shard, fmt.Errorf("--nodes must be at most %d, --nodes, --budget, --index and --workers not negative, and --seed at least 1", mostNodes)
	}
	if d.Picture != "" {
		if _, err := draw.FormatOf(d.Picture); err != nil {
			return shard, err
		}
	}
	if d.Nodes == 1 || d.Nodes == 2 {
		return shard, fmt.Errorf("--nodes is %d: want at least 3", d.Nodes)
	}
	if _, err := d.reach(); err != nil {
		return shard, err
	}
	if len(d.Merge) > 0 && (d.Out == "" || d.Shard != "" || d.Hessian || d.Range != "" || d.Normal != "" || d.Index > 0 || d.Nodes > 0) {
		return shard, errors.New("--merge wants --out, a folder for the whole, and no options of what is drawn")
	}
	if d.Shard == "" {
		return shard, nil
	}
	return cli.Shard(d.Shard)
}

// mostNodes along an axis keeps a slip of the pen from filling the disk.
const mostNodes = 4001

// asked returns the experiment and its parts, and says where their folders are.
func (d *Drawing) asked() (e surface.Experiment, parts []string, err error) {
	var names []string
	for _, x := range d.experiments {
		names = append(names, x.Name)
		if x.Name == d.Name {
			e = x
		}
	}
	if e.Name == "" && slices.Contains(d.others, d.Name) {
		return e, nil, fmt.Errorf("%q is an experiment of the other command of surface and profile", d.Name)
	}
	if e.Name == "" {
		return e, nil, fmt.Errorf("there is no experiment %q here: want one of %s", d.Name, strings.Join(names, ", "))
	}
	if parts, err = e.Select(d.Part); err != nil {
		return e, nil, err
	}
	if e.Flat() && (d.VTP || d.Normal != "" || d.Index > 0) {
		return e, nil, errors.New("--vtp, --normalise and --index are for planes")
	}
	if d.Out == "" {
		d.Out, err = cli.Place("the folders", "a directory", fmt.Sprintf("%s-seed%d%s", strings.ReplaceAll(e.Name, "/", "-"), d.Seed, d.suffix()))
	}
	return e, parts, err
}

// suffix tells folders of other grids and directions from those of the experiment.
func (d *Drawing) suffix() (s string) {
	if d.Nodes > 0 {
		s += fmt.Sprintf("-nodes%d", d.Nodes)
	}
	if d.Range != "" {
		s += "-range" + d.Range
	}
	if d.Normal != "" {
		s += "-" + d.Normal
	}
	if d.Index > 0 {
		s += fmt.Sprintf("-index%d", d.Index)
	}
	return s
}

// A listed experiment is the JSON form of what the list says.
type listed struct {
	Name   string          `json:"name"`
	Says   string          `json:"says"`
	Source theorems.Source `json:"source"`
	Parts  []string        `json:"parts"`
	Grid   surface.Grid    `json:"grid"`
}

func (d *Drawing) list(p cli.Program) error {
	all := []listed{}
	for _, e := range d.experiments {
		all = append(all, listed{e.Name, e.Says, e.Source, e.Parts, e.Grid})
	}
	if d.JSON {
		return cli.PrintJSON(p.Stdout, all)
	}
	for _, e := range all {
		fmt.Fprintln(p.Stdout, e.Name)
		for _, line := range []string{e.Says, "parts: " + strings.Join(e.Parts, " "), e.Source.String()} {
			fmt.Fprintln(p.Stdout, terminal.Wrap("    ", "    ", line))
		}
	}
	return nil
}
