package files

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// WriteNPY writes an array as NumPy's .npy, for numpy.load: version 1, float64 in little endian
// order, C order.
//
// Data of another length than Shape says is a [spectra.ErrDimension], a negative length a
// [spectra.ErrArgument], and a shape of some thousands of dimensions, which NumPy has not, an
// [ErrUnsupported]. Other errors are those of w.
func WriteNPY(w io.Writer, a Array) error {
	if err := a.check(); err != nil {
		return err
	}
	lengths := strings.Trim(strings.ReplaceAll(fmt.Sprint(a.Shape), " ", ", "), "[]")
	if len(a.Shape) == 1 {
		lengths += ","
	}
	header := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%s), }", lengths)
	const before = len(npyMark) + 4 // the mark, the version and the length of the header
	spaces := (64 - (before+len(header)+1)%64) % 64
	header += strings.Repeat(" ", spaces) + "\n"
	if len(header) > math.MaxUint16 {
		return ErrUnsupported{fmt.Sprintf("an array of %d dimensions", len(a.Shape)), "want 64 at most"}
	}
	b := bufio.NewWriterSize(w, 1<<16)
	b.WriteString(npyMark + "\x01\x00")
	b.Write(binary.LittleEndian.AppendUint16(nil, uint16(len(header))))
	b.WriteString(header)
	writeNumbers(b, a.Data)
	return b.Flush()
}

// writeNumbers leaves errors to Flush.
func writeNumbers(b *bufio.Writer, data []float64) {
	for _, x := range data {
		b.Write(binary.LittleEndian.AppendUint64(b.AvailableBuffer(), math.Float64bits(x)))
	}
}

// WriteNPZ writes arrays as NumPy's .npz, for numpy.load: an archive without compression of what
// [WriteNPY] writes, in the order of the names. The same arrays give the same bytes.
//
// Errors are those of WriteNPY in an [ErrArray], and an [ErrUnsupported] for a name that is not
// UTF-8, or longer than an archive allows.
func WriteNPZ(w io.Writer, arrays map[string]Array) error {
	archive := zip.NewWriter(w)
	for _, name := range slices.Sorted(maps.Keys(arrays)) {
		if err := checkName(name); err != nil {
			return err
		}
		entry, err := archive.CreateHeader(&zip.FileHeader{Name: name + ".npy", Method: zip.Store})
		if err != nil {
			return err
		}
		if err := WriteNPY(entry, arrays[name]); err != nil {
			return ErrArray{name, err}
		}
	}
	return archive.Close()
}

// checkName refuses a name that files cannot have.
func checkName(name string) error {
	const longest = 1 << 15
	switch {
	case !utf8.ValidString(name):
		return ErrArray{name, ErrUnsupported{"a name that is not UTF-8", "give it another"}}
	case len(name) > longest:
		return ErrArray{name, ErrUnsupported{fmt.Sprintf("a name of %d bytes", len(name)), fmt.Sprintf("want %d at most", longest)}}
	}
	return nil
}

// WriteSafetensors writes arrays as F64 of safetensors, for load_file of safetensors.torch or
// safetensors.numpy, in the order of the names. The same arrays give the same bytes.
//
// Errors are those of [WriteNPZ]; the name __metadata__, which the format keeps for itself, is an
// [ErrUnsupported] too.
func WriteSafetensors(w io.Writer, arrays map[string]Array) error {
	type entry struct {
		Kind    string    `json:"dtype"`
		Shape   []int     `json:"shape"`
		Offsets [2]uint64 `json:"data_offsets"`
	}
	names := slices.Sorted(maps.Keys(arrays))
	header := map[string]entry{}
	var at uint64
	for _, name := range names {
		a := arrays[name]
		if err := checkName(name); err != nil {
			return err
		}
		if err := a.check(); err != nil {
			return ErrArray{name, err}
		}
		if name == metadata {
			return ErrArray{name, ErrUnsupported{"a name that safetensors keeps for itself", "give it another"}}
		}
		end := at + 8*uint64(len(a.Data))
		header[name] = entry{"F64", append([]int{}, a.Shape...), [2]uint64{at, end}}
		at = end
	}
	text, err := json.Marshal(header)
	if err != nil {
		return err
	}
	text = append(text, strings.Repeat(" ", -len(text)&7)...) // so that the numbers begin at a multiple of 8
	b := bufio.NewWriterSize(w, 1<<16)
	b.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(text))))
	b.Write(text)
	for _, name := range names {
		writeNumbers(b, arrays[name].Data)
	}
	return b.Flush()
}
