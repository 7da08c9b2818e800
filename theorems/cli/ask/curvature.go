package ask

import (
	"context"
	"fmt"
	"io"

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
	Data       string   `required:"" placeholder:"FILE" help:"The data: .npz or .safetensors with an array x, a row for each sample, and with labels, for cross-entropy, or targets y, for the squared loss: of a sample ½ of the sum of (z − y)² over the k outputs z, and the mean of it over the samples. (PyTorch's MSELoss has no ½ and is the mean over the outputs too: it and its Hessian are 2/k of these.) Capitals do not matter unless names differ by them alone."`
	Order      []string `placeholder:"NAME" help:"The arrays of --weights in the order W1, b1, W2, …, as 0.weight,0.bias,2.weight,2.bias."`
	Transposed bool     `help:"Weights are of shape (inputs, units), as Keras has them, not (units, inputs), as PyTorch has them."`
	Unused     bool     `help:"Pass over arrays of --weights that are none of the net's, and name them."`
	NoBias     bool     `name:"no-bias" help:"The net has no biases."`
	Divide     float64  `placeholder:"S" default:"1" help:"Divide the inputs by S, as by 255 (default ${default})."`
	Samples    int      `placeholder:"N" help:"Take the first N samples (default: all)."`
	Sum        bool     `help:"The loss is the sum over the samples, not their mean."`
	Count      int      `placeholder:"N" default:"5" help:"Eigenvalues at each end (default ${default}); all are in --json."`
	Steps      int      `placeholder:"N" default:"1000" help:"Most steps of Lanczos to find them (default ${default})."`
	Products   int      `placeholder:"N" default:"60" help:"Products with the Hessian for each trace (default ${default})."`
	Seed       uint64   `placeholder:"N" default:"1" help:"Seed of the random vectors (default ${default})."`
	Largest    int      `placeholder:"N" default:"134217728" help:"Most numbers that are read from a file (default ${default}, which take a gigabyte)."`
	JSON       bool     `name:"json" help:"Print one JSON object."`
	Workers    int      `placeholder:"N" help:"Goroutines (default: one for each processor). No result depends on it."`
}

// Info describes the command.
func (*Curvature) Info() theorems.Info {
	return theorems.Info{Name: "curvature", Says: "Read the weights of a fully connected net and its data from files, and say what the curvature of the loss is there: eigenvalues of the Hessian at both ends, its trace, layer by layer too, and how its eigenvalues are distributed."}
}

// Run reads, computes and prints, after an interrupt what was found until then.
func (c *Curvature) Run(ctx context.Context, p cli.Program) (code int, err error) {
	if err := c.check(); err != nil {
		return 0, cli.Misused(err)
	}
	in, err := cli.Interruptible(ctx, c.read)
	switch {
	case ctx.Err() != nil:
		return cli.Interrupted, nil
	case err != nil:
		return 0, cli.Misused(err)
	case len(in.unused) > 0:
		fmt.Fprintf(p.Stderr, "%s: %s: passed over the arrays %q, which are none of the net's\n", p.Name, c.Weights, in.unused)
	}
	progress, stop := p.Meter("parts of the work")
	r, failed := curvature.Of(ctx, in.net, in.w, &curvature.Options{Count: c.Count, Steps: c.Steps, Products: c.Products, Seed: c.Seed, Workers: c.Workers, Progress: progress, Criterion: in.criterion})
	stop()
	if failed != nil && r.Interrupted == "" { // nothing is known at such weights
		return 0, cli.Misused(failed)
	}
	if c.JSON {
		err = cli.PrintJSON(p.Stdout, r)
	} else {
		_, err = io.WriteString(p.Stdout, r.String())
	}
	switch {
	case failed == nil || err != nil:
		return cli.AsExpected, err
	case ctx.Err() != nil:
		fmt.Fprintf(p.Stderr, "%s: interrupted: what was found until then is printed, %d parts of the work are missing\n", p.Name, len(r.Missing))
		return cli.Interrupted, nil
	}
	return cli.Unexpected, failed
}
