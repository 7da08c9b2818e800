package files

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"

	"saddle/spectra"
)

// ArrayOptions say what arrays are read. The zero value, like nil, are the defaults.
type ArrayOptions struct {
	// Largest is the largest number of numbers that is read, of all arrays of the file together;
	// 0 means 2²⁷, which take a gigabyte.
	Largest int
}

// mostNumbers is the default of ArrayOptions.Largest.
const mostNumbers = 1 << 27

// ReadArrays reads the arrays of a file by their names. What the file is, its first bytes say.
//
//   - NumPy (.npy): versions 1 to 3, either order of bytes, C and Fortran order, any number of
//     dimensions; float16, float32, float64, truth values (1 and 0), and integers of 8 to 64 bits
//     with and without sign. The one array has the name "".
//   - NumPy (.npz), plain or compressed: an archive of such files, each of which has the name of
//     its array.
//   - safetensors: F64, F32, F16, BF16, BOOL, and I8 to U64. Its header has at most 10⁸ bytes and
//     no name twice; the arrays follow each other without holes to the end of the file, as the
//     format demands.
//
// NaN and infinities are read as they are.
//
// Errors name the array in an [ErrArray] if there are several; within it, or alone, they are
// [ErrFormat], [ErrUnsupported] and [ErrTooMany]. Others are, for a negative Largest,
// [spectra.ErrArgument], and those of r. Memory follows what has been read: some 16 bytes for each
// number at most, half of them for a moment, and for an archive its size.
func ReadArrays(r io.Reader, opt *ArrayOptions) (map[string]Array, error) {
	var o ArrayOptions
	if opt != nil {
		o = *opt
	}
	if o.Largest < 0 {
		return nil, spectra.ErrArgument{Arg: "Largest", Value: float64(o.Largest), Want: "0 or more"}
	}
	if o.Largest == 0 {
		o.Largest = mostNumbers
	}
	b := bufio.NewReaderSize(r, 1<<16)
	head, err := b.Peek(len(matrixMarketMark))
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case isSafetensors(head):
		return readSafetensors(b, o.Largest)
	case bytes.HasPrefix(head, []byte(zipMark)), bytes.HasPrefix(head, []byte(emptyZipMark)):
		return readNPZ(b, o.Largest)
	case bytes.HasPrefix(head, []byte(npyMark)):
		a, err := readArray(b, o.Largest)
		if err != nil {
			return nil, err
		}
		return map[string]Array{"": a}, nil
	}
	const instead = "write the arrays with numpy.savez, or with save_file of safetensors"
	for _, m := range marks {
		if bytes.HasPrefix(head, []byte(m.mark)) {
			return nil, ErrUnsupported{"the file is " + m.what, instead}
		}
	}
	return nil, ErrUnsupported{"the file begins neither as .npy, as .npz nor as .safetensors", instead}
}

// ReadArray reads a file that holds one array, whatever its name, as [ReadArrays] does. If it holds
// none or several that is an [ErrNotOne].
func ReadArray(r io.Reader, opt *ArrayOptions) (Array, error) {
	arrays, err := ReadArrays(r, opt)
	if err != nil {
		return Array{}, err
	}
	if len(arrays) != 1 {
		return Array{}, ErrNotOne{slices.Sorted(maps.Keys(arrays))}
	}
	for _, a := range arrays {
		return a, nil
	}
	panic("files: unreachable")
}

// readNumbers reads count numbers of size bytes each. It makes room for no more than twice what
// it has read.
func readNumbers(r io.Reader, count, size int, decode decoder) (data []float64, rounded int, err error) {
	const chunk = 1 << 13
	data = []float64{}
	raw := make([]byte, min(count, chunk)*size)
	for len(data) < count {
		raw = raw[:min(count-len(data), chunk)*size]
		n, err := io.ReadFull(r, raw)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, 0, ErrFormat{"the numbers", fmt.Sprintf("they end after %d of %d", len(data)+n/size, count)}
		} else if err != nil {
			return nil, 0, err
		}
		if need := len(data) + len(raw)/size; need > cap(data) {
			data = append(make([]float64, 0, min(count, max(need, 2*cap(data)))), data...)
		}
		for at := 0; at < len(raw); at += size {
			v, exact := decode(raw[at:][:size])
			if !exact {
				rounded++
			}
			data = append(data, v)
		}
	}
	return data, rounded, nil
}
