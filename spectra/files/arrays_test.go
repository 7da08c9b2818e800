package files

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"saddle/spectra"
)

// exactly compares arrays by their numbers, of which NaN is one and −0 another than 0.
var exactly = cmp.Options{cmp.Comparer(func(x, y float64) bool {
	return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
})}

// twelve are the numbers of testdata/arrays.py.
func twelve() Array {
	return Array{Shape: []int{2, 2, 3}, Data: []float64{1, 0, 3, 2, 5, 4, 0, 1, 7, 6, 2, 0}}
}

func stored(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// What NumPy wrote, in every kind of numbers, is read as what it was.
func TestArraysOfNumPy(t *testing.T) {
	got, err := ReadArrays(iotest.HalfReader(bytes.NewReader(stored(t, "kinds.npz"))), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]Array{
		"truth":   {Shape: []int{2, 2, 3}, Data: []float64{0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 0}},
		"single":  {Data: []float64{math.Copysign(0, -1)}},
		"none":    {Shape: []int{0, 3}, Data: []float64{}},
		"vector":  {Shape: []int{5}, Data: []float64{math.NaN(), math.Inf(1), math.Inf(-1), 5e-324, 0x1p-24}},
		"half":    {Shape: []int{4}, Data: []float64{0x1p-24, 65504, math.Inf(-1), 0x1p-14}},
		"rounded": {Shape: []int{3}, Data: []float64{0x1p63, 0x1p53, 0x1p53}, Rounded: 2},
		"fortran": twelve(), "i1": twelve(), "u1": twelve(),
	}
	for _, order := range []string{"little ", "big "} {
		for _, kind := range []string{"f2", "f4", "f8", "i2", "i4", "i8", "u2", "u4", "u8"} {
			want[order+kind] = twelve()
		}
	}
	if d := cmp.Diff(want, got, exactly); d != "" {
		t.Error(d)
	}
}

func TestCompressedArrays(t *testing.T) {
	file := stored(t, "compressed.npz")
	got, err := ReadArrays(bytes.NewReader(file), nil)
	zeros := got["zeros"]
	if err != nil || len(got) != 2 || !slices.Equal(zeros.Shape, []int{300, 200}) || !slices.Equal(zeros.Data, make([]float64, 60000)) || !slices.Equal(got["fortran"].Data, twelve().Data) {
		t.Error(err, zeros.Shape, got["fortran"])
	}
	_, err = ReadArrays(bytes.NewReader(file), &ArrayOptions{Largest: 60011})
	if many := (ErrTooMany{}); !errors.As(err, &many) || many != (ErrTooMany{Numbers: 12, Left: 11}) {
		t.Error(err)
	}
}

func TestSafetensors(t *testing.T) {
	file := stored(t, "kinds.safetensors")
	got, err := ReadArrays(iotest.OneByteReader(bytes.NewReader(file)), nil)
	want := map[string]Array{
		"single": {Shape: []int{}, Data: []float64{float64(float32(0.1))}},
		"none":   {Shape: []int{0, 3}, Data: []float64{}},
		"BOOL":   {Shape: []int{2, 2, 3}, Data: []float64{1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0}},
	}
	for kind := range tensorKinds {
		if kind != "BOOL" {
			want[kind] = twelve()
		}
	}
	if d := cmp.Diff(want, got, exactly); d != "" || err != nil {
		t.Error(err, d)
	}
}

// Every binary16 is what the bits of the binary32 say that has the same sign and fraction, and an
// exponent with another bias.
func TestHalf(t *testing.T) {
	for bits := range 1 << 16 {
		wide := math.Float32frombits(uint32(bits&0x7fff) << 13)
		want := float64(wide) * 0x1p112
		if bits>>10&31 == 31 {
			want = float64(math.Float32frombits(uint32(bits&0x7fff)<<13 | 0x7f800000))
		}
		if bits>>15 == 1 {
			want = -want
		}
		if got := half(uint16(bits)); math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Fatalf("%#04x is %v, want %v", bits, got, want)
		}
	}
}

// What we write of an array of float64, NumPy writes, byte for byte.
func TestWriteNPYAsNumPyDoes(t *testing.T) {
	file := stored(t, "kinds.npz")
	arrays, err := ReadArrays(bytes.NewReader(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"little f8", "single", "none", "vector"} {
		entry, err := archive.Open(name + ".npy")
		if err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(entry)
		var got bytes.Buffer
		if err := errors.Join(err, WriteNPY(&got, arrays[name])); err != nil || got.String() != string(want) {
			t.Errorf("%s: %v\n%q, want\n%q", name, err, got.String(), want)
		}
	}
}

// drawArray draws a shape with few numbers, and numbers of every kind.
func drawArray(t *rapid.T) Array {
	a := Array{Shape: rapid.SliceOfN(rapid.IntRange(0, 4), 0, 4).Draw(t, "shape"), Data: []float64{}}
	n, _ := product(a.Shape)
	number := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 5e-324}))
	a.Data = append(a.Data, rapid.SliceOfN(number, n, n).Draw(t, "data")...)
	return a
}

// What is written reads as the same, to the bit, and the same arrays give the same bytes.
func TestWrittenArraysReadAsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arrays := rapid.MapOfN(rapid.StringN(0, 8, -1), rapid.Custom(drawArray), 0, 5).Draw(t, "arrays")
		delete(arrays, metadata)
		for _, write := range []func(io.Writer, map[string]Array) error{WriteNPZ, WriteSafetensors} {
			var first, second bytes.Buffer
			if err := errors.Join(write(&first, arrays), write(&second, maps.Clone(arrays))); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Fatal(err, "or not the same bytes")
			}
			got, err := ReadArrays(&first, nil)
			if d := cmp.Diff(arrays, got, exactly, cmpopts.EquateEmpty()); d != "" || err != nil {
				t.Fatal(err, d)
			}
		}
		var file bytes.Buffer
		if err := WriteSafetensors(&file, arrays); err != nil || binary.LittleEndian.Uint64(file.Bytes())%8 != 0 {
			t.Fatal(err, "or numbers do not begin at a multiple of 8")
		}
		file.Reset()
		a := drawArray(t)
		if err := WriteNPY(&file, a); err != nil || (file.Len()-8*len(a.Data))%64 != 0 {
			t.Fatal(err, file.Len())
		}
		got, err := ReadArray(&file, nil)
		if d := cmp.Diff(a, got, exactly, cmpopts.EquateEmpty()); d != "" || err != nil {
			t.Fatal(err, d)
		}
	})
}

// The order of the numbers of any shape is that of the indices, in Fortran order and in C order.
// A matrix by columns is read by rows, a vector as it is.
func TestArraysByColumns(t *testing.T) {
	for shape, want := range map[string]Array{
		"2, 3": {Shape: []int{2, 3}, Data: []float64{1, 3, 5, 2, 4, 6}},
		"3, 2": {Shape: []int{3, 2}, Data: []float64{1, 4, 2, 5, 3, 6}},
		"6,":   {Shape: []int{6}, Data: []float64{1, 2, 3, 4, 5, 6}},
	} {
		got, err := ReadArray(strings.NewReader(npy(1, header("<f8", "True", shape), binary.LittleEndian, []float64{1, 2, 3, 4, 5, 6})), nil)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("(%s): %v %s", shape, err, d)
		}
	}
}

func TestInCOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.IntRange(0, 4), 1, 4).Draw(t, "shape")
		n, _ := product(shape)
		data := make([]float64, n) // of each place in Fortran order its place in C order, by division
		for i := range data {
			rest, at := i, 0
			for _, length := range shape {
				at = at*length + rest%length
				rest /= length
			}
			data[i] = float64(at)
		}
		for i, x := range inCOrder(data, shape) {
			if x != float64(i) {
				t.Fatalf("place %d has %v", i, x)
			}
		}
	})
}

func TestVectorAndDense(t *testing.T) {
	x := []float64{1, 2}
	if a := Vector(x); &a.Data[0] != &x[0] || !slices.Equal(a.Shape, []int{2}) {
		t.Error(a)
	}
	m := mat.NewDense(2, 3, []float64{1, 2, 3, 4, 5, 6})
	for _, c := range []struct {
		m    mat.Matrix
		want Array
	}{
		{m, Array{Shape: []int{2, 3}, Data: []float64{1, 2, 3, 4, 5, 6}}},
		{m.T(), Array{Shape: []int{3, 2}, Data: []float64{1, 4, 2, 5, 3, 6}}},
		{mat.NewSymDense(2, []float64{1, 2, 0, 3}), Array{Shape: []int{2, 2}, Data: []float64{1, 2, 2, 3}}},
		{&mat.Dense{}, Array{Shape: []int{0, 0}, Data: []float64{}}},
	} {
		if d := cmp.Diff(c.want, Dense(c.m)); d != "" {
			t.Error(d)
		}
	}
	shape, data := Dense(m).Numbers()
	if !slices.Equal(shape, []int{2, 3}) || len(data) != 6 {
		t.Error(shape, data)
	}
}

func TestArraysThatCannotBeWritten(t *testing.T) {
	writers := map[string]func(Array) error{
		"npy":         func(a Array) error { return WriteNPY(io.Discard, a) },
		"npz":         func(a Array) error { return WriteNPZ(io.Discard, map[string]Array{"a": a}) },
		"safetensors": func(a Array) error { return WriteSafetensors(io.Discard, map[string]Array{"a": a}) },
	}
	for name, write := range writers {
		err := write(Array{Shape: []int{2}, Data: []float64{1}})
		if short := (spectra.ErrDimension{}); !errors.As(err, &short) || short != (spectra.ErrDimension{Arg: "Data", Got: 1, Want: 2}) {
			t.Errorf("%s: %v", name, err)
		}
		if err := write(Array{Shape: []int{most, 3}}); !errors.As(err, new(spectra.ErrDimension)) {
			t.Errorf("%s: %v", name, err)
		}
		if err := write(Array{Shape: []int{-1, 0}}); !errors.As(err, new(spectra.ErrArgument)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	one := Vector([]float64{1})
	for _, write := range []func(io.Writer, map[string]Array) error{WriteNPZ, WriteSafetensors} {
		for _, name := range []string{"\xff", strings.Repeat("n", 1<<15+1)} {
			if err := write(io.Discard, map[string]Array{name: one}); !errors.As(err, new(ErrUnsupported)) {
				t.Error(err)
			}
		}
		if err := write(new(broken), map[string]Array{"a": one}); !errors.Is(err, errBroken) {
			t.Error(err)
		}
	}
	if err := WriteSafetensors(io.Discard, map[string]Array{metadata: one}); !errors.As(err, new(ErrUnsupported)) {
		t.Error(err)
	}
	if err := WriteNPY(io.Discard, Array{Shape: slices.Repeat([]int{1}, 40000), Data: []float64{1}}); !errors.As(err, new(ErrUnsupported)) {
		t.Error(err)
	}
	if err := WriteNPY(new(broken), one); !errors.Is(err, errBroken) {
		t.Error(err)
	}
}

var errBroken = errors.New("broken")

type broken struct{}

func (*broken) Write([]byte) (int, error) { return 0, errBroken }

// What a file of a few bytes promises takes no memory.
func TestPromisesTakeNoMemory(t *testing.T) {
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, name := range []string{"a.npy", "b.npy"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, npy(1, header("<f8", "True", "67108864,"), binary.LittleEndian, []float64{1}))
	}
	z.Close()
	for name, file := range map[string]string{
		"npy":               npy(1, header("<f8", "False", "67108864,"), binary.LittleEndian, []float64{1}),
		"npy, of more":      npy(1, header("<f8", "False", "67108864,"), binary.LittleEndian, make([]float64, 20000)),
		"npz":               archive.String(),
		"safetensors":       tensors(`{"a":{"dtype":"F64","shape":[67108864],"data_offsets":[0,536870912]}}`, "01234567"),
		"a long header":     "\x00\xe1\xf5\x05\x00\x00\x00\x00{",
		"a long npy header": npyMark + "\x02\x00\x00\x00\x01\x00{",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := ReadArrays(strings.NewReader(file), nil)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; !errors.As(err, new(ErrFormat)) || took > 1<<20 {
			t.Errorf("%s: %d bytes, %v", name, took, err)
		}
	}
}
