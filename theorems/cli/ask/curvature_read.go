package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"saddle/models"
	"saddle/models/data"
	"saddle/spectra/files"
)

// A curvatureInput is what the command curvature reads.
type curvatureInput struct {
	net       *models.MLP
	w         []float64
	criterion string   // what the loss is
	unused    []string // arrays that were passed over
}

// check refuses numbers that no flag can have.
func (c *Curvature) check() error {
	for _, f := range []struct {
		name  string
		value int
	}{{"samples", c.Samples}, {"count", c.Count}, {"steps", c.Steps}, {"products", c.Products}, {"largest", c.Largest}, {"workers", c.Workers}} {
		if f.value < 0 {
			return fmt.Errorf("--%s %d: want 0, which is the default, or more", f.name, f.value)
		}
	}
	if !(c.Divide > 0) {
		return fmt.Errorf("--divide %v: want a number above 0", c.Divide)
	}
	return nil
}

// read returns the net on its data, and its parameters.
func (c *Curvature) read() (in curvatureInput, err error) {
	config, err := parseNet(c.Net)
	if err != nil {
		return in, err
	}
	config.Bias, config.Mean = !c.NoBias, !c.Sum
	set, err := c.set()
	if err != nil {
		return in, err
	}
	config.X, config.Y, config.Labels = set.X(), set.Y(), set.Labels()
	in.criterion = "½‖z − y‖²"
	if config.Labels != nil {
		config.Criterion = models.CrossEntropy
		in.criterion = "the cross-entropy"
	}
	in.criterion = fmt.Sprintf("the mean over %d samples of %s", set.Samples(), in.criterion)
	if c.Sum {
		in.criterion = strings.Replace(in.criterion, "mean", "sum", 1)
	}
	if in.net, err = models.NewMLP(config); err != nil {
		return in, fmt.Errorf("--net and --data: %w", err)
	}
	arrays, err := c.arrays(c.Weights)
	if err != nil {
		return in, err
	}
	in.w, in.unused, err = c.load(in.net.Blocks(), arrays)
	return in, err
}

// load lays the weights into a net, and returns the names of the arrays that it passed over. Errors
// name flags.
func (c *Curvature) load(blocks []models.Block, arrays map[string]files.Array) (w []float64, unused []string, err error) {
	o := models.LoadOptions{Order: c.Order, Transposed: c.Transposed}
	w, err = models.Load(blocks, arrays, &o)
	var extra models.ErrUnused
	if c.Unused && errors.As(err, &extra) {
		o.Unused = true
		w, err = models.Load(blocks, arrays, &o)
	}
	var (
		none  models.ErrNoArray
		shape models.ErrShape
		count models.ErrDimension
	)
	switch {
	case err == nil:
		return w, extra.Names, nil
	case errors.As(err, &extra):
		hint := "--unused passes over them"
		if c.NoBias {
			hint += ", and without --no-bias the net has biases"
		}
		err = fmt.Errorf("no weights or biases of the net are in the arrays %q: %s", extra.Names, hint)
	case errors.As(err, &none) && len(none.Names) > 0:
		err = fmt.Errorf("no array %q for %s: say with --order which it is of %q", none.Array, none.Block, none.Names)
	case errors.As(err, &shape) && shape.Hint != "":
		shape.Hint = "it fits with --transposed"
		if c.Transposed {
			shape.Hint = "it fits without --transposed"
		}
		err = shape
	case errors.As(err, &count) && count.Arg == "Order":
		return nil, nil, fmt.Errorf("--order names %d arrays, want %d, one for each of the net's weights and biases", count.Got, count.Want)
	}
	return nil, nil, fmt.Errorf("%s: %w", c.Weights, err)
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
	arrays, err := c.arrays(c.Data)
	if err != nil {
		return nil, err
	}
	a := data.Arrays{Name: c.Data}
	for _, w := range []struct {
		name string
		to   *data.Array
	}{{"x", &a.X}, {"y", &a.Y}, {"labels", &a.Labels}} {
		if err := choose(w.to, arrays, w.name); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Data, err)
		}
	}
	if a.X == nil || (a.Y == nil) == (a.Labels == nil) {
		return nil, fmt.Errorf("%s: want arrays x and y, or x and labels, and there are %q", c.Data, slices.Sorted(maps.Keys(arrays)))
	}
	set, err := data.FromArrays(a)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", c.Data, err)
	case c.Samples > set.Samples():
		return nil, fmt.Errorf("--samples %d: want 1 to %d, as there are", c.Samples, set.Samples())
	case c.Samples > 0:
		set = set.First(c.Samples)
	}
	return set.Rescaled(0, c.Divide), nil
}

// choose sets to to the array of a name, or else to the only one whose name differs from it by
// capitals alone. It refuses several of these.
func choose(to *data.Array, arrays map[string]files.Array, name string) error {
	if a, ok := arrays[name]; ok {
		*to = a
		return nil
	}
	var like []string
	for _, other := range slices.Sorted(maps.Keys(arrays)) {
		if strings.EqualFold(other, name) {
			like = append(like, other)
		}
	}
	if len(like) > 1 {
		return fmt.Errorf("any of the arrays %q may be %s: name one of them %q", like, name, name)
	}
	if len(like) == 1 {
		*to = arrays[like[0]]
	}
	return nil
}

// arrays reads a file of arrays, and names it in errors.
func (c *Curvature) arrays(path string) (map[string]files.Array, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	arrays, err := files.ReadArrays(f, &files.ArrayOptions{Largest: c.Largest})
	var (
		many files.ErrTooMany
		of   files.ErrArray
	)
	switch {
	case errors.As(err, &many):
		where := path
		if errors.As(err, &of) {
			where += fmt.Sprintf(": array %.40q", of.Name)
		}
		says := strings.NewReplacer("files: ", "", "raise Largest", "raise --largest")
		err = fmt.Errorf("%s: %s", where, says.Replace(many.Error()))
	case err != nil && !errors.As(err, new(*fs.PathError)): // which names the file
		err = fmt.Errorf("%s: %w", path, err)
	}
	return arrays, err
}
