package models_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/nets"
	"saddle/spectra/files"
)

// stored reads the arrays of a file of testdata.
func stored(name string) (map[string]files.Array, error) {
	f, err := os.Open("testdata/" + name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return files.ReadArrays(f, nil)
}

// kerasNames are those of testdata/net.py.
var kerasNames = map[string]string{"W1": "dense/kernel:0", "b1": "dense/bias:0", "W2": "dense_1/kernel:0", "b2": "dense_1/bias:0", "W3": "dense_2/kernel:0", "b3": "dense_2/bias:0"}

// TestWeightsOfOtherPrograms: a net with the weights and the data of files of PyTorch's and of Keras' kind has the loss that NumPy
// computed, and with its square weights transposed it has not.
func TestWeightsOfOtherPrograms(t *testing.T) {
	torch, err1 := stored("net.safetensors")
	keras, err2 := stored("net.npz")
	arrays, err3 := stored("data.npz")
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	want := arrays["loss"].Data[0]
	for name, classes := range map[string]files.Array{"labels": arrays["labels"], "rows": arrays["classes"]} {
		set, err := data.FromArrays(data.Arrays{X: arrays["x"], Labels: classes})
		if err != nil {
			t.Fatal(err)
		}
		net, err := models.NewMLP(models.MLPConfig{Widths: []int{2, 4, 4, 3}, Activation: models.Tanh, Bias: true, Criterion: models.CrossEntropy, X: set.X(), Labels: set.Labels()})
		if err != nil {
			t.Fatal(err)
		}
		order := strings.Fields("0.weight 0.bias 2.weight 2.bias 4.weight 4.bias")
		w, err := models.Load(net.Blocks(), torch, &models.LoadOptions{Order: order})
		if got := net.Loss(w); err != nil || !(math.Abs(got-want) <= 1e-14*want) {
			t.Errorf("%s, of PyTorch: %v, want %v, %v", name, got, want, err)
		}
		v, err := models.Load(net.Blocks(), keras, &models.LoadOptions{Names: kerasNames, Transposed: true})
		if err != nil || !slices.Equal(v, w) {
			t.Errorf("%s, of Keras: %v, want %v, %v", name, v, w, err)
		}
		square := net.Blocks()[2]
		for i := range square.Rows {
			for j := range i {
				v[square.From+4*i+j], v[square.From+4*j+i] = v[square.From+4*j+i], v[square.From+4*i+j]
			}
		}
		if got := net.Loss(v); math.Abs(got-want) < 0.01 {
			t.Errorf("%s, transposed: %v is near %v", name, got, want)
		}
	}
}

// drawBlocks draws the blocks of a net, and parameters for them.
func drawBlocks(t *rapid.T) ([]models.Block, []float64) {
	widths := rapid.SliceOfN(rapid.IntRange(1, 4), 2, 4).Draw(t, "widths")
	var blocks []models.Block
	if rapid.Bool().Draw(t, "residual") {
		net, err := nets.NewResidual(nets.ResidualConfig{Inputs: widths[0], Width: widths[1], Depth: len(widths), Classes: 2})
		if err != nil {
			t.Fatal(err)
		}
		blocks = net.Blocks()
	} else {
		x, y := [][]float64{make([]float64, widths[0])}, [][]float64{make([]float64, widths[len(widths)-1])}
		net, err := models.NewMLP(models.MLPConfig{Widths: widths, Bias: rapid.Bool().Draw(t, "bias"), X: x, Y: y})
		if err != nil {
			t.Fatal(err)
		}
		blocks = net.Blocks()
	}
	n := blocks[len(blocks)-1].To
	return blocks, rapid.SliceOfN(rapid.Float64Range(-9, 9), n, n).Draw(t, "w")
}

// TestLoadIsTheInverseOfCutting: parameters cut into arrays, by rows or by columns, with lengths of 1 anywhere and under any names,
// are loaded as they were.
func TestLoadIsTheInverseOfCutting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		blocks, w := drawBlocks(t)
		opt := models.LoadOptions{Transposed: rapid.Bool().Draw(t, "transposed"), Unused: rapid.Bool().Draw(t, "unused")}
		names := map[string]string{}
		arrays := map[string]files.Array{}
		if opt.Unused {
			arrays["another"] = files.Vector(nil)
		}
		for i, b := range blocks {
			a := files.Array{Shape: []int{b.Rows}, Data: slices.Clone(w[b.From:b.To])}
			switch {
			case b.Of == "" && opt.Transposed:
				a.Shape = []int{b.Columns(), b.Rows}
				for k := range a.Data {
					a.Data[k] = b.Row(w, k%b.Rows)[k/b.Rows]
				}
			case b.Of == "":
				a.Shape = append(a.Shape, b.Columns())
			}
			for range rapid.IntRange(0, 2).Draw(t, "ones") {
				a.Shape = slices.Insert(a.Shape, rapid.IntRange(0, len(a.Shape)).Draw(t, "place"), 1)
			}
			names[b.Name] = fmt.Sprintf("layers.%d", i)
			arrays[names[b.Name]] = a
		}
		if rapid.Bool().Draw(t, "in order") {
			for i := range blocks {
				opt.Order = append(opt.Order, fmt.Sprintf("layers.%d", i))
			}
		} else {
			opt.Names = names
		}
		got, err := models.Load(blocks, arrays, &opt)
		if err != nil || !slices.Equal(got, w) {
			t.Fatalf("%v, want %v, %v", got, w, err)
		}
		for _, a := range arrays {
			clear(a.Data)
		}
		if !slices.Equal(got, w) {
			t.Fatal("what was loaded shares the numbers of the arrays")
		}
	})
}

func TestLoadRefuses(t *testing.T) {
	blocks := []models.Block{{Name: "W1", From: 0, To: 6, Rows: 3}, {Name: "b1", From: 6, To: 9, Rows: 3, Of: "W1"}}
	good := func(change func(map[string]files.Array)) map[string]files.Array {
		arrays := map[string]files.Array{"W1": {Shape: []int{3, 2}, Data: make([]float64, 6)}, "b1": files.Vector(make([]float64, 3))}
		if change != nil {
			change(arrays)
		}
		return arrays
	}
	set := func(name string, a files.Array) map[string]files.Array {
		return good(func(arrays map[string]files.Array) { arrays[name] = a })
	}
	six := make([]float64, 6)
	holes := []models.Block{blocks[0], {Name: "b1", From: 7, To: 10, Rows: 3, Of: "W1"}}
	for name, c := range map[string]struct {
		blocks []models.Block
		arrays map[string]files.Array
		opt    *models.LoadOptions
		want   error
		says   string
	}{
		"no array":             {blocks, good(func(m map[string]files.Array) { delete(m, "b1") }), nil, models.ErrNoArray{Block: "b1", Array: "b1", Names: []string{"W1"}}, `no array "b1" for b1: say which it is of ["W1"]`},
		"no array at all":      {blocks, nil, nil, models.ErrNoArray{Block: "W1", Array: "W1"}, "nor any other"},
		"another name":         {blocks, good(nil), &models.LoadOptions{Names: map[string]string{"b1": "bias"}}, models.ErrNoArray{Block: "b1", Array: "bias", Names: []string{"W1", "b1"}}, `no array "bias" for b1`},
		"one too many":         {blocks, set("mask", files.Vector(nil)), nil, models.ErrUnused{Names: []string{"mask"}}, `the arrays ["mask"]`},
		"transposed":           {blocks, set("W1", files.Array{Shape: []int{2, 3}, Data: six}), nil, models.ErrShape{Block: "W1", Array: "W1", Got: []int{2, 3}, Want: []int{3, 2}, Hint: "it fits with Transposed true"}, "[2 3], want [3 2]; it fits with Transposed true"},
		"not transposed":       {blocks, good(nil), &models.LoadOptions{Transposed: true}, models.ErrShape{Block: "W1", Array: "W1", Got: []int{3, 2}, Want: []int{2, 3}, Hint: "it fits with Transposed false"}, ""},
		"flat":                 {blocks, set("W1", files.Vector(six)), nil, models.ErrShape{Block: "W1", Array: "W1", Got: []int{6}, Want: []int{3, 2}}, "want [3 2]"},
		"a matrix of biases":   {blocks, set("b1", files.Array{Shape: []int{3, 2}, Data: six}), nil, models.ErrShape{Block: "b1", Array: "b1", Got: []int{3, 2}, Want: []int{3}}, ""},
		"too few numbers":      {blocks, set("b1", files.Array{Shape: []int{3}, Data: six[:2]}), nil, models.ErrDimension{Arg: `the data of array "b1"`, Got: 2, Want: 3}, ""},
		"too many numbers":     {blocks, set("b1", files.Array{Shape: []int{3}, Data: six}), nil, models.ErrDimension{Arg: `the data of array "b1"`, Got: 6, Want: 3}, ""},
		"an infinity":          {blocks, set("b1", files.Vector([]float64{0, math.Inf(-1), 0})), nil, models.ErrNotFinite{Arg: `array "b1", data[1]`, Value: math.Inf(-1)}, ""},
		"Names and Order":      {blocks, good(nil), &models.LoadOptions{Names: map[string]string{}, Order: []string{"W1", "b1"}}, models.ErrArgument{Arg: "Order", Want: "none beside Names, which says the same"}, ""},
		"a short Order":        {blocks, good(nil), &models.LoadOptions{Order: []string{"W1"}}, models.ErrDimension{Arg: "Order", Got: 1, Want: 2}, ""},
		"an array of two":      {blocks, good(nil), &models.LoadOptions{Order: []string{"W1", "W1"}}, models.ErrArgument{Arg: "names of arrays", Want: `another array for b1 than for W1, which is in "W1"`}, ""},
		"a name of no block":   {blocks, good(nil), &models.LoadOptions{Names: map[string]string{"W2": "W1"}}, models.ErrArgument{Arg: "Names", Want: `names of blocks, and there is no block "W2"`}, ""},
		"blocks with a hole":   {holes, good(nil), nil, models.ErrArgument{Arg: "blocks", Want: "those of a net, with b1 from w[6] on, in whole rows"}, ""},
		"a block without rows": {[]models.Block{{Name: "W1"}}, good(nil), nil, models.ErrArgument{Arg: "blocks", Want: "those of a net, with W1 from w[0] on, in whole rows"}, ""},
	} {
		w, err := models.Load(c.blocks, c.arrays, c.opt)
		if d := cmp.Diff(c.want, err); w != nil || d != "" || !strings.Contains(fmt.Sprint(err), c.says) {
			t.Errorf("%s: %v, %v %s", name, w, err, d)
		}
	}
	if w, err := models.Load[files.Array](nil, nil, nil); w != nil || err != nil {
		t.Error(w, err)
	}
}

// Weights and data in files, as of PyTorch and NumPy, and the loss there.
func ExampleLoad() {
	weights, err1 := stored("net.safetensors") // files.ReadArrays
	arrays, err2 := stored("data.npz")
	set, err3 := data.FromArrays(data.Arrays{X: arrays["x"], Labels: arrays["labels"]})
	if err := errors.Join(err1, err2, err3); err != nil {
		fmt.Println(err)
		return
	}
	net, err := models.NewMLP(models.MLPConfig{Widths: []int{2, 4, 4, 3}, Activation: models.Tanh, Bias: true,
		Criterion: models.CrossEntropy, X: set.X(), Labels: set.Labels()})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = models.Load(net.Blocks(), weights, nil)
	fmt.Println(err)
	w, err := models.Load(net.Blocks(), weights, &models.LoadOptions{
		Order: []string{"0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"}})
	fmt.Printf("loss %.12f, NumPy's %.12f, %v\n", net.Loss(w), arrays["loss"].Data[0], err)

	trained := map[string]files.Array{} // and back, for files.WriteSafetensors
	for _, b := range net.Blocks() {
		trained[b.Name] = files.Array{Shape: []int{b.Rows, b.Columns()}, Data: w[b.From:b.To]}
	}
	again, err := models.Load(net.Blocks(), trained, nil)
	fmt.Println(slices.Equal(w, again), err)
	// Output:
	// models: no array "W1" for W1: say which it is of ["0.bias" "0.weight" "2.bias" "2.weight" "4.bias" "4.weight"]
	// loss 9.870935509428, NumPy's 9.870935509428, <nil>
	// true <nil>
}
