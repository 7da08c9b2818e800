package files

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"saddle/spectra"
)

// tensors returns a .safetensors file with this header and these bytes of numbers.
func tensors(header, numbers string) string {
	return string(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) + header + numbers
}

// archived returns an archive of the files, name by name, without compression.
func archived(t testing.TB, method uint16, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(99, func(w io.Writer) (io.WriteCloser, error) { return nothingToClose{w}, nil })
	for i := 0; i < len(files); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: method})
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type nothingToClose struct{ io.Writer }

func (nothingToClose) Close() error { return nil }

// Files that promise, lie or hide are refused, and the error says what, where and what would do.
func TestHostileArrays(t *testing.T) {
	little := binary.LittleEndian
	format, unsupported, many := new(ErrFormat), new(ErrUnsupported), new(ErrTooMany)
	one := npy(1, header("<f8", "False", "1,"), little, []float64{1})
	damaged := archived(t, zip.Store, "a.npy", one)
	at := strings.Index(damaged, "\xf0\x3f") // of the number 1
	damaged = damaged[:at] + "\xf1" + damaged[at+1:]
	tensor := func(s string) string { return tensors(`{"a":`+s+`}`, "01234567") }
	for file, w := range map[string]want{
		"":                  {unsupported, "neither as .npy"},
		"1,2\n":             {unsupported, "numpy.savez"},
		"\x89HDF\r\n\x1a\n": {unsupported, "HDF5"},
		"\x80\x02}q":        {unsupported, "pickled"},

		npyMark: {format, "ends in it"},
		npy(1, header("<f8", "False", "2, 2"), little, []float64{1, 2, 3}):                             {format, "they end after 3 of 4"},
		npy(1, header("<f8", "False", "2, 2"), little, []float64{1, 2, 3, 4, 5}):                       {format, "want one array and nothing else"},
		npy(1, header("<f8", "False", "4294967296, 4294967296"), little, []float64{}):                  {many, "numbers"},
		npy(1, header("<f8", "True", "9223372036854775807, 9223372036854775807"), little, []float64{}): {many, "numbers"},
		npy(1, header("<f8", "False", "4611686018427387904, 2"), little, []float64{}):                  {many, "9223372036854775807 numbers"},
		npy(1, header("<f8", "False", "134217729,"), little, []float64{}):                              {many, "there are 134217729 numbers"},
		npy(1, header("<f8", "False", "-1,"), little, []float64{}):                                     {format, "no list of lengths"},
		npy(1, header("<c16", "False", "1,"), little, []float64{1, 1}):                                 {unsupported, "a.real and a.imag"},
		npy(1, header("<U5", "False", "1,"), little, []float64{1, 1}):                                  {unsupported, "astype"},
		npy(1, header("|O", "False", "1,"), little, []float64{1, 1}):                                   {unsupported, "objects of Python"},

		"PK\x03\x04": {format, "the archive"},
		archived(t, zip.Store, "archive/data.pkl", "\x80\x02"):             {unsupported, "save_file"},
		archived(t, zip.Store, "a.npy", one, "a.npy", one):                 {format, `array "a": the archive: it has this array twice`},
		archived(t, zip.Store, "xl/workbook.xml", "<"):                     {unsupported, `as "xl/workbook.xml"`},
		archived(t, zip.Store, "a.npy", "PK\x03\x04 and more than a mark"): {format, `array "a": its first bytes`},
		archived(t, zip.Store, "a.npy", ""):                                {format, `array "a": the header`},
		archived(t, zip.Store, "a.npy", one+"\x00"):                        {format, "want one array and nothing else"},
		archived(t, 99, "a.npy", one):                                      {unsupported, "compression"},
		damaged:                                                            {format, `array "a": its place in the archive: zip: checksum`},

		"\x01\xe1\xf5\x05\x00\x00\x00\x00{}":  {unsupported, "neither as .npy"}, // a header of more than 10⁸ bytes
		tensors(`{`, ""):                      {format, "no JSON"},
		tensors(`{"a"`, ""):                   {format, "dtype"},
		tensors(`{} {}`, ""):                  {format, "more than spaces"},
		tensors(`{"__metadata__":7}`, ""):     {format, "__metadata__"},
		tensors(`{1:2}`, ""):                  {format, "no JSON"},
		"\xff\x00\x00\x00\x00\x00\x00\x00{}":  {format, "after 2 of 255 bytes"},
		tensor(`7`):                           {format, `array "a": the header of the .safetensors file: want dtype`},
		tensor(`{"dtype":"F64","shape":[1]}`): {format, "two data_offsets"},
		tensor(`{"dtype":"F64","shape":[1],"data_offsets":[0,8,16]}`):                                                   {format, "two data_offsets"},
		tensor(`{"shape":[1],"data_offsets":[0,8]}`):                                                                    {format, "want a dtype"},
		tensor(`{"dtype":"F64","data_offsets":[0,8]}`):                                                                  {format, "a shape"},
		tensor(`{"dtype":"F64","shape":[1.5],"data_offsets":[0,8]}`):                                                    {format, "want dtype"},
		tensor(`{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}`):                                                     {format, "the length -1"},
		tensor(`{"dtype":"F64","shape":[1],"data_offsets":[-8,0]}`):                                                     {format, "want dtype"},
		tensor(`{"dtype":"F64","shape":[1],"data_offsets":[8,0]}`):                                                      {format, "want them to begin at 0"},
		tensor(`{"dtype":"F64","shape":[1],"data_offsets":[8,16]}`):                                                     {format, "want them to begin at 0"},
		tensor(`{"dtype":"F32","shape":[1],"data_offsets":[0,8]}`):                                                      {format, "8 bytes are given"},
		tensor(`{"dtype":"F64","shape":[2],"data_offsets":[0,8]}`):                                                      {format, "8 bytes are given"},
		tensor(`{"dtype":"F64","shape":[2305843009213693953],"data_offsets":[0,8]}`):                                    {format, "8 bytes are given"},
		tensor(`{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,0]}`):                                  {format, "0 bytes are given"},
		tensor(`{"dtype":"F64","shape":[134217729],"data_offsets":[0,1073741832]}`):                                     {many, "134217729 numbers"},
		tensor(`{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}`):                                                  {unsupported, `"F8_E4M3"`},
		tensor(`{"dtype":"C64","shape":[1],"data_offsets":[0,8]}`):                                                      {unsupported, "tensor.float()"},
		tensor(`{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"a":{"dtype":"F64","shape":[0],"data_offsets":[0,0]}`): {format, "this name twice"},
		tensor(`{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`): {format, `array "b": the header of the .safetensors file: its bytes are 0 to 4, want them to begin at 4`},
		tensor(`{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[5],"data_offsets":[3,8]}`):   {format, "begin at 2"},
		tensor(`{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`):                                                      {format, "more bytes follow: want what the header says"},
		tensor(`{"dtype":"F64","shape":[3],"data_offsets":[0,24]}`):                                                     {format, `array "a": the numbers: they end after 1 of 3`},
	} {
		_, err := ReadArrays(strings.NewReader(file), nil)
		if err == nil || !errors.As(err, w.kind) || !strings.Contains(err.Error(), w.says) || strings.Count(err.Error(), "files: ") != 1 {
			t.Errorf("%.120q: %T %v, want a %T with %q", file, err, err, w.kind, w.says)
		}
	}
}

// The largest number of numbers is that of all arrays together.
func TestLargestOfAllArrays(t *testing.T) {
	file := tensors(`{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]},"c":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}`, "0123456789a")
	if _, err := ReadArrays(strings.NewReader(file), &ArrayOptions{Largest: 11}); err != nil {
		t.Error(err)
	}
	_, err := ReadArrays(strings.NewReader(file), &ArrayOptions{Largest: 10})
	if want := error(ErrArray{"c", ErrTooMany{3, 2}}); cmp.Diff(want, err) != "" {
		t.Errorf("%v, want %v", err, want)
	}
}

// What the format allows is read: arrays in any order of names, spaces after the header, and no
// array at all.
func TestUnusualTensors(t *testing.T) {
	file := tensors(`{"b":{"dtype":"U8","shape":[],"data_offsets":[2,3]},"none":{"shape":[7,0],"dtype":"F64","data_offsets":[2,2]},"a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]}}   `, "\xff\x01\xfe")
	got, err := ReadArrays(strings.NewReader(file), nil)
	want := map[string]Array{"a": {Shape: []int{2}, Data: []float64{-1, 1}}, "b": {Shape: []int{}, Data: []float64{254}}, "none": {Shape: []int{7, 0}, Data: []float64{}}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(err, d)
	}
	for _, file := range []string{tensors("{}", ""), tensors(`{"__metadata__":{"format":"pt"}}`, ""), archived(t, zip.Store)} {
		if got, err := ReadArrays(strings.NewReader(file), nil); len(got) != 0 || err != nil {
			t.Error(got, err)
		}
		if _, err := ReadArray(strings.NewReader(file), nil); !errors.As(err, new(ErrNotOne)) || !strings.Contains(err.Error(), "no array") {
			t.Error(err)
		}
	}
	var several bytes.Buffer
	arrays := map[string]Array{}
	for _, name := range strings.Split("a b c d e f g h i", " ") {
		arrays[name] = Vector(nil)
	}
	if err := WriteNPZ(&several, arrays); err != nil {
		t.Fatal(err)
	}
	_, err = ReadArray(&several, nil)
	if named := (ErrNotOne{}); !errors.As(err, &named) || len(named.Names) != 9 || !strings.Contains(err.Error(), `9 arrays, "a", "b"`) || !strings.Contains(err.Error(), `"h", …`) {
		t.Error(err)
	}
}

func TestErrorsOfTheReaderOfArrays(t *testing.T) {
	whole := tensors(`{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}`, "01234567")
	for _, head := range []string{"", npyMark, npy(1, header("<f8", "False", "2, 2"), binary.LittleEndian, []float64{1}), "PK\x03\x04", whole[:12], whole[:len(whole)-3], whole} {
		_, err := ReadArrays(io.MultiReader(strings.NewReader(head), iotest.ErrReader(errBroken)), nil)
		if !errors.Is(err, errBroken) {
			t.Errorf("%q: %v", head, err)
		}
	}
	if _, err := ReadArrays(strings.NewReader(whole), &ArrayOptions{Largest: -1}); !errors.As(err, new(spectra.ErrArgument)) {
		t.Error(err)
	}
	two := tensors(`{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[3],"data_offsets":[2,5]}}`, "01234")
	if arrays, err := ReadArrays(strings.NewReader(two), &ArrayOptions{Largest: 5}); err != nil || len(arrays) != 2 {
		t.Error(err)
	}
	_, err := ReadArrays(strings.NewReader(two), &ArrayOptions{Largest: 4})
	if many := (ErrTooMany{}); !errors.As(err, &many) || many != (ErrTooMany{Numbers: 3, Left: 2}) {
		t.Error(err)
	}
	if _, err := ReadArray(strings.NewReader(whole), &ArrayOptions{Largest: 1}); err != nil {
		t.Error(err)
	}
	if _, err := ReadArray(strings.NewReader("1"), nil); !errors.As(err, new(ErrUnsupported)) {
		t.Error(err)
	}
}

// What is read has as many numbers as its shape says, at most as many as were allowed, and reads as
// the same when it is written.
func FuzzReadArrays(f *testing.F) {
	one := npy(1, header("<f8", "False", "1,"), binary.LittleEndian, []float64{1})
	f.Add([]byte(one))
	f.Add([]byte(npy(3, header(">u2", "True", "2, 3"), binary.BigEndian, []uint16{1, 2, 3, 4, 5, 6})))
	f.Add([]byte(archived(f, zip.Store, "a.npy", one, "b.npy", one)))
	f.Add([]byte(archived(f, zip.Deflate, "a.npy", one)))
	f.Add([]byte(tensors(`{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}`, "012345678901")))
	f.Add(stored(f, "kinds.safetensors"))
	f.Add(stored(f, "compressed.npz"))
	f.Fuzz(func(t *testing.T, file []byte) {
		const largest = 1000
		arrays, err := ReadArrays(bytes.NewReader(file), &ArrayOptions{Largest: largest})
		if err != nil {
			return
		}
		total := 0
		for name, a := range arrays {
			if err := a.check(); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			total += len(a.Data)
			a.Rounded = 0
			arrays[name] = a
		}
		if total > largest {
			t.Fatalf("%d numbers", total)
		}
		for _, write := range []func(io.Writer, map[string]Array) error{WriteNPZ, WriteSafetensors} {
			var b bytes.Buffer
			if err := write(&b, arrays); errors.As(err, new(ErrUnsupported)) {
				continue // of a name
			} else if err != nil {
				t.Fatal(err)
			}
			again, err := ReadArrays(&b, nil)
			if err != nil || len(again) != len(arrays) {
				t.Fatal(err, len(again))
			}
			for name, a := range arrays {
				if b := again[name]; !slices.Equal(a.Shape, b.Shape) || !slices.EqualFunc(a.Data, b.Data, func(x, y float64) bool { return x == y || math.IsNaN(x) && math.IsNaN(y) }) {
					t.Fatalf("%q: %v became %v", name, a, b)
				}
			}
		}
	})
}
