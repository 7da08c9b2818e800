package ask

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/files"
	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/curvature"
)

// Curvature is the command curvature: it lays weights from a file into a fully connected net, and prints
// the [curvature.Report] of its loss on data from a file ([files.ReadArrays]). Its exit codes are those of
// [cli.Main]; what does not fit is a wrong usage.
type Curvature struct {
	Net        string   `required:"" placeholder:"WIDTHS:ACTIVATION" help:"The net, from its inputs to its outputs, as 784-64-10:tanh; activations are identity, relu, tanh, sigmoid and softplus."`
	Weights    string   `required:"" placeholder:"FILE" help:"Its weights and biases: .safetensors or NumPy's .npz, with arrays named W1, b1, W2, …, or as --order says."`
	Data       string   `required:"" placeholder:"FILE" help:"The data: .npz or .safetensors with an array x, a row for each sample, and with labels, for cross-entropy, or targets y, for the squared loss."`
	Order      []string `placeholder:"NAME" help:"The arrays of --weights in the order W1, b1, W2, …, as 0.weight,0.bias,2.weight,2.bias."`
	Transposed bool     `help:"Weights are of shape (inputs, units), as Keras has them, not (units, inputs), as PyTorch has them."`
	NoBias     bool     `name:"no-bias" help:"The net has no biases."`
	Divide     float64  `placeholder:"S" default:"1" help:"Divide the inputs by S, as by 255 (default ${default})."`
	Samples    int      `placeholder:"N" help:"Take the first N samples (default: all)."`
	Sum        bool     `help:"The loss is the sum over the samples, not their mean."`
	Count      int      `placeholder:"N" default:"5" help:"Eigenvalues at each end (default ${default}); all are in --json."`
	Steps      int      `placeholder:"N" default:"1000" help:"Most steps of Lanczos to find them (default ${default})."`
	Products   int      `placeholder:"N" default:"60" help:"Products with the Hessian for each trace (default ${default})."`
	Seed       uint64   `placeholder:"N" default:"1" help:"Seed of the random vectors (default ${default})."`
	JSON       bool     `name:"json" help:"Print one JSON object."`
	Workers    int      `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
}

// Info describes the command.
func (*Curvature) Info() theorems.Info {
	return theorems.Info{Name: "curvature", Says: "Read the weights of a fully connected net and its data from files, and say what the curvature of the loss is there: eigenvalues of the Hessian at both ends, its trace, layer by layer too, and how its eigenvalues are distributed."}
}

// Run reads, computes and prints.
func (c *Curvature) Run(ctx context.Context, p cli.Program) (code int, err error) {
	net, w, err := c.net()
	if err != nil {
		return 0, cli.Misused(err)
	}
	progress, stop := p.Meter("parts of the work")
	r, err := cli.Interruptible(ctx, func() (curvature.Report, error) {
		return curvature.Of(ctx, net, w, &curvature.Options{Count: c.Count, Steps: c.Steps, Products: c.Products, Seed: c.Seed, Workers: c.Workers, Progress: progress})
	})
	stop()
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted, nil
	case err != nil:
		return 0, cli.Misused(err)
	case c.JSON:
		return cli.AsExpected, cli.PrintJSON(p.Stdout, r)
	}
	_, err = io.WriteString(p.Stdout, r.String())
	return cli.AsExpected, err
}

// net returns the net on its data, and its parameters.
func (c *Curvature) net() (*models.MLP, []float64, error) {
	config, err := parseNet(c.Net)
	if err != nil {
		return nil, nil, err
	}
	config.Bias, config.Mean = !c.NoBias, !c.Sum
	set, err := c.set()
	if err != nil {
		return nil, nil, err
	}
	config.X, config.Y, config.Labels = set.X(), set.Y(), set.Labels()
	if config.Labels != nil {
		config.Criterion = models.CrossEntropy
	}
	net, err := models.NewMLP(config)
	if err != nil {
		return nil, nil, fmt.Errorf("--net and --data: %w", err)
	}
	arrays, err := readArrays(c.Weights)
	if err != nil {
		return nil, nil, err
	}
	w, err := models.Load(net.Blocks(), arrays, &models.LoadOptions{Order: c.Order, Transposed: c.Transposed})
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.Weights, err)
	}
	return net, w, nil
}

// parseNet reads widths and an activation.
func parseNet(text string) (config models.MLPConfig, err error) {
	widths, name, _ := strings.Cut(text, ":")
	known := []models.Activation{models.Identity, models.ReLU, models.Tanh, models.Sigmoid, models.Softplus}
	i := slices.IndexFunc(known, func(a models.Activation) bool { return strings.EqualFold(a.String(), name) })
	if i < 0 {
		return config, fmt.Errorf("--net %s: want an activation after a colon, identity, relu, tanh, sigmoid or softplus, as in 784-64-10:tanh", text)
	}
	config.Activation = known[i]
	for part := range strings.SplitSeq(widths, "-") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return config, fmt.Errorf("--net %s: %q is no width: want numbers from 1 on, as in 784-64-10:tanh", text, part)
		}
		config.Widths = append(config.Widths, n)
	}
	return config, nil
}

// set reads the data.
func (c *Curvature) set() (*data.Set, error) {
	arrays, err := readArrays(c.Data)
	if err != nil {
		return nil, err
	}
	a := data.Arrays{Name: c.Data}
	for name, array := range arrays {
		switch strings.ToLower(name) {
		case "x":
			a.X = array
		case "y":
			a.Y = array
		case "labels":
			a.Labels = array
		}
	}
	if a.X == nil || (a.Y == nil) == (a.Labels == nil) {
		return nil, fmt.Errorf("%s: want arrays x and y, or x and labels, and there are %q", c.Data, slices.Sorted(maps.Keys(arrays)))
	}
	set, err := data.FromArrays(a)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", c.Data, err)
	case c.Samples < 0 || c.Samples > set.Samples():
		return nil, fmt.Errorf("--samples %d: want 1 to %d, as there are", c.Samples, set.Samples())
	case c.Samples > 0:
		set = set.First(c.Samples)
	}
	if !(c.Divide > 0) {
		return nil, fmt.Errorf("--divide %v: want a number above 0", c.Divide)
	}
	return set.Rescaled(0, c.Divide), nil
}

// readArrays reads a file of arrays, and names it in errors.
func readArrays(path string) (map[string]files.Array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	arrays, err := files.ReadArrays(f, nil)
	if err != nil && !errors.As(err, new(*fs.PathError)) { // which names the file
		err = fmt.Errorf("%s: %w", path, err)
	}
	return arrays, err
}
