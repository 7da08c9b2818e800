package models

import (
	"fmt"
	"maps"
	"slices"

	"saddle/models/data"
)

// LoadOptions say which array belongs to which block, and how it lies. The zero value, like nil, takes arrays by the names of
// the blocks, W1, b1, W2, …
type LoadOptions struct {
	// Names has for blocks the names of their arrays, as {"W1": "fc1.weight", "b1": "fc1.bias"}. A block that it has not got is in
	// the array of its own name.
	Names map[string]string
	// Order has the names of the arrays in the order of the blocks instead. Names, if there are any too, are then not allowed.
	Order []string
	// Transposed says that weights are of shape (inputs, units), as Keras has them, and not (units, inputs), as PyTorch has them.
	// Of weights with as many inputs as units the shape cannot tell.
	Transposed bool
	// Unused says that arrays which belong to no block are passed over. Else they are an [ErrUnused].
	Unused bool
}

// Load returns the parameters w of a net, laid out by its blocks, from an array for each of them, as files.Array of spectra/files
// is one:
//
//	w, err := models.Load(net.Blocks(), arrays, nil)
//
// The array of weights has two dimensions, units and inputs, and that of whatever is one number a unit, as of biases, has one.
// Lengths of 1 do not count, as they change no order of numbers: (1, 3), (3) and (3, 1) are all the weights of a single unit.
//
// It returns an [ErrNoArray], an [ErrShape] or an [ErrUnused]; for numbers that are not as many as the shape says an
// [ErrDimension], for a NaN or an infinity an [ErrNotFinite], and for blocks that do not follow each other from 0 on, a name in
// Names that no block has, or an array that two blocks have, an [ErrArgument]. Each names its block and its array.
func Load[A data.Array](blocks []Block, arrays map[string]A, opt *LoadOptions) (w []float64, err error) {
	var o LoadOptions
	if opt != nil {
		o = *opt
	}
	names, err := o.names(blocks)
	if err != nil {
		return nil, err
	}
	unused := maps.Clone(arrays)
	for i, b := range blocks {
		a, ok := arrays[names[i]]
		if !ok {
			return nil, ErrNoArray{Block: b.Name, Array: names[i], Names: slices.Sorted(maps.Keys(arrays))}
		}
		delete(unused, names[i])
		shape, numbers := a.Numbers()
		if w, err = o.lay(w, b, names[i], shape, numbers); err != nil {
			return nil, err
		}
	}
	if len(unused) > 0 && !o.Unused {
		return nil, ErrUnused{slices.Sorted(maps.Keys(unused))}
	}
	return w, nil
}

// names returns the name of the array of each block.
func (o LoadOptions) names(blocks []Block) ([]string, error) {
	if o.Order != nil && o.Names != nil {
		return nil, ErrArgument{"Order", "none beside Names, which says the same"}
	}
	if o.Order != nil && len(o.Order) != len(blocks) {
		return nil, ErrDimension{"Order", len(o.Order), len(blocks)}
	}
	var names []string
	unknown, blockOf, at := maps.Clone(o.Names), map[string]string{}, 0
	for i, b := range blocks {
		if b.From != at || b.To < b.From || b.Rows < 1 || (b.To-b.From)%b.Rows != 0 {
			return nil, ErrArgument{"blocks", fmt.Sprintf("those of a net, with %s from w[%d] on, in whole rows", b.Name, at)}
		}
		at = b.To
		name := b.Name
		if given, ok := o.Names[b.Name]; ok {
			name = given
		}
		if o.Order != nil {
			name = o.Order[i]
		}
		if other, twice := blockOf[name]; twice {
			return nil, ErrArgument{"names of arrays", fmt.Sprintf("another array for %s than for %s, which is in %q", b.Name, other, name)}
		}
		blockOf[name] = b.Name
		delete(unknown, b.Name)
		names = append(names, name)
	}
	for _, block := range slices.Sorted(maps.Keys(unknown)) {
		return nil, ErrArgument{"Names", fmt.Sprintf("names of blocks, and there is no block %q", block)}
	}
	return names, nil
}

// lay appends the numbers of a block to w.
func (o LoadOptions) lay(w []float64, b Block, name string, shape []int, numbers []float64) ([]float64, error) {
	want := shapeOf(b, o.Transposed)
	if !sameOrder(shape, want) {
		e := ErrShape{Block: b.Name, Array: name, Got: slices.Clone(shape), Want: want}
		if sameOrder(shape, shapeOf(b, !o.Transposed)) {
			e.Hint = fmt.Sprintf("it fits with Transposed %v", !o.Transposed)
		}
		return nil, e
	}
	if len(numbers) != b.To-b.From {
		return nil, ErrDimension{fmt.Sprintf("the data of array %q", name), len(numbers), b.To - b.From}
	}
	if err := finite(fmt.Sprintf("array %q, data", name), numbers); err != nil {
		return nil, err
	}
	if b.Of != "" || !o.Transposed {
		return append(w, numbers...), nil
	}
	for i := range b.Rows {
		for j := range b.Columns() {
			w = append(w, numbers[j*b.Rows+i])
		}
	}
	return w, nil
}

// shapeOf returns the shape of the array of a block.
func shapeOf(b Block, transposed bool) []int {
	switch {
	case b.Of != "":
		return []int{b.Rows}
	case transposed:
		return []int{b.Columns(), b.Rows}
	}
	return []int{b.Rows, b.Columns()}
}

// sameOrder reports whether arrays of the two shapes have the same numbers in the same order: whether the lengths other than 1
// are the same.
func sameOrder(a, b []int) bool {
	essential := func(shape []int) []int {
		return slices.DeleteFunc(slices.Clone(shape), func(n int) bool { return n == 1 })
	}
	return slices.Equal(essential(a), essential(b))
}
