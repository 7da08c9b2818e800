package files

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math/bits"
	"slices"
)

// longestTensorHeader is what safetensors itself allows.
const longestTensorHeader = 100_000_000

// A tensor is an array as the header of a .safetensors file gives it.
type tensor struct {
	name     string
	kind     string
	shape    []int
	from, to uint64 // bytes after the header
}

// isSafetensors reports whether a file begins with the length of a header, in 8 bytes, and with
// its brace.
func isSafetensors(head []byte) bool {
	return len(head) > 8 && binary.LittleEndian.Uint64(head) <= longestTensorHeader && head[8] == '{'
}

// tensorKinds are the kinds of numbers that are read, and their sizes.
var tensorKinds = map[string]struct {
	decode decoder
	size   int
}{
	"F64": {floats(8, binary.LittleEndian), 8}, "F32": {floats(4, binary.LittleEndian), 4},
	"F16": {floats(2, binary.LittleEndian), 2}, "BF16": {brainFloat, 2}, "BOOL": {truth, 1},
	"I8": {signed(1, nil), 1}, "I16": {signed(2, binary.LittleEndian), 2}, "I32": {signed(4, binary.LittleEndian), 4}, "I64": {signed(8, binary.LittleEndian), 8},
	"U8": {unsigned(1, nil), 1}, "U16": {unsigned(2, binary.LittleEndian), 2}, "U32": {unsigned(4, binary.LittleEndian), 4}, "U64": {unsigned(8, binary.LittleEndian), 8},
}

// readSafetensors reads the arrays in the order in which they are in the file.
func readSafetensors(b *bufio.Reader, largest int) (map[string]Array, error) {
	header, err := readTensorHeader(b)
	if err != nil {
		return nil, err
	}
	tensors, err := parseTensorHeader(header)
	if err != nil {
		return nil, err
	}
	if err := checkTensors(tensors, largest); err != nil {
		return nil, err
	}
	arrays := make(map[string]Array, len(tensors))
	for _, t := range tensors {
		a := Array{Shape: t.shape}
		count, _ := product(t.shape)
		kind := tensorKinds[t.kind]
		if a.Data, a.Rounded, err = readNumbers(b, count, kind.size, kind.decode); err != nil {
			return nil, ErrArray{t.name, err}
		}
		arrays[t.name] = a
	}
	return arrays, atEnd(b, "what the header says")
}

func badTensors(format string, a ...any) error {
	return ErrFormat{"the header of the .safetensors file", fmt.Sprintf(format, a...)}
}

// readTensorHeader reads the length of the header and the header, with no more room than the file
// fills.
func readTensorHeader(b *bufio.Reader) ([]byte, error) {
	var length [8]byte
	if _, err := io.ReadFull(b, length[:]); err != nil {
		return nil, err // there are 9 bytes, as isSafetensors saw
	}
	var header bytes.Buffer
	n, err := io.CopyN(&header, b, int64(binary.LittleEndian.Uint64(length[:])))
	if err == io.EOF {
		return nil, badTensors("the file ends in it, after %d of %d bytes", n, binary.LittleEndian.Uint64(length[:]))
	}
	return header.Bytes(), err
}

// parseTensorHeader reads the object of JSON that the header is, and returns the arrays in the
// order of their bytes.
func parseTensorHeader(header []byte) (tensors []tensor, err error) {
	d := json.NewDecoder(bytes.NewReader(header))
	if _, err := d.Token(); err != nil {
		return nil, badTensors("it is no JSON: %v", err)
	}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		name, _ := key.(string)
		switch {
		case err != nil:
			return nil, badTensors("it is no JSON: %v", err)
		case seen[name]:
			return nil, ErrArray{name, badTensors("it has this name twice")}
		}
		seen[name] = true
		if name == metadata {
			if err := d.Decode(new(map[string]string)); err != nil {
				return nil, badTensors("%s: want texts by their names: %v", metadata, err)
			}
			continue
		}
		t, err := parseTensor(d, name)
		if err != nil {
			return nil, ErrArray{name, err}
		}
		tensors = append(tensors, t)
	}
	if _, err := d.Token(); err != nil {
		return nil, badTensors("it is no JSON: %v", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, badTensors("more than spaces follow its object of JSON")
	}
	slices.SortFunc(tensors, tensor.compare)
	return tensors, nil
}

// metadata is the name under which texts about the file stand among the arrays.
const metadata = "__metadata__"

// parseTensor reads what the header says of an array.
func parseTensor(d *json.Decoder, name string) (tensor, error) {
	var j struct {
		Kind    *string  `json:"dtype"`
		Shape   *[]int   `json:"shape"`
		Offsets []uint64 `json:"data_offsets"`
	}
	if err := d.Decode(&j); err != nil {
		return tensor{}, badTensors("want dtype, shape and data_offsets: %v", err)
	}
	if j.Kind == nil || j.Shape == nil || len(j.Offsets) != 2 {
		return tensor{}, badTensors("want a dtype, a shape and two data_offsets")
	}
	for _, n := range *j.Shape {
		if n < 0 {
			return tensor{}, badTensors("the shape has the length %d", n)
		}
	}
	return tensor{name: name, kind: *j.Kind, shape: *j.Shape, from: j.Offsets[0], to: j.Offsets[1]}, nil
}

// compare puts arrays in the order of their bytes.
func (t tensor) compare(u tensor) int {
	return slices.Compare([]uint64{t.from, t.to}, []uint64{u.from, u.to})
}

// checkTensors refuses holes, overlaps, kinds of numbers that are not read, and numbers in other
// numbers than the shape says.
func checkTensors(tensors []tensor, largest int) error {
	var end uint64
	total := 0
	for _, t := range tensors {
		kind, known := tensorKinds[t.kind]
		if !known {
			return ErrArray{t.name, ErrUnsupported{"numbers of the kind " + shortened(t.kind), "want F64, F32, F16, BF16, BOOL, or I8 to U64: write it as tensor.float()"}}
		}
		if t.from != end || t.to < t.from {
			return ErrArray{t.name, badTensors("its bytes are %d to %d, want them to begin at %d, where those before end", t.from, t.to, end)}
		}
		count, ok := product(t.shape)
		if high, size := bits.Mul64(uint64(count), uint64(kind.size)); !ok || high != 0 || size != t.to-t.from {
			return ErrArray{t.name, badTensors("%d bytes are given to an array of %s with the shape %v", t.to-t.from, t.kind, t.shape)}
		}
		if count > largest-total {
			return ErrArray{t.name, ErrTooMany{count, largest - total}}
		}
		total += count
		end = t.to
	}
	return nil
}
