package files

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
)

// decoderOf returns how a number of the type descr is read, and its size.
func decoderOf(descr string) (decode decoder, size int, err error) {
	unsupported := func(what string) error {
		return ErrUnsupported{fmt.Sprintf("%s (%.20q)", what, descr), "want real numbers: numpy.save('a.npy', a.astype('<f8'))"}
	}
	kinds := map[string]func(int, binary.ByteOrder) decoder{"f": floats, "i": signed, "u": unsigned, "b": truths}
	order, kind, ok := cut(descr)
	switch {
	case ok && kind == "c":
		return nil, 0, ErrUnsupported{"complex numbers", realForm}
	case ok && kind == "O":
		return nil, 0, unsupported("objects of Python")
	case !ok || kinds[kind] == nil || len(descr) != 3:
		return nil, 0, unsupported("numbers of this type")
	}
	size = int(descr[2] - '0')
	if order == nil && size != 1 {
		return nil, 0, unsupported("numbers in no order of bytes")
	}
	if decode = kinds[kind](size, order); decode == nil {
		return nil, 0, unsupported("numbers of this type")
	}
	return decode, size, nil
}

// cut returns the order of bytes, nil for none, and the letter of the kind of numbers.
func cut(descr string) (order binary.ByteOrder, kind string, ok bool) {
	orders := map[string]binary.ByteOrder{"<": binary.LittleEndian, ">": binary.BigEndian, "|": nil}
	if len(descr) < 2 {
		return nil, "", false
	}
	order, ok = orders[descr[:1]]
	return order, descr[1:2], ok
}

// readNPY reads line by line, so that a file that ends early has taken no more memory than its
// own size.
func readNPY(b *bufio.Reader, largest int) (*grid, error) {
	h, err := readHeader(b)
	if err != nil {
		return nil, err
	}
	n, err := h.order(largest)
	if err != nil {
		return nil, err
	}
	decode, size, err := decoderOf(h.descr)
	if err != nil {
		return nil, err
	}
	g := &grid{byColumns: h.byColumns}
	kind := "row"
	if h.byColumns {
		kind = "column"
	}
	raw := make([]byte, n*size)
	for i := range n {
		where := fmt.Sprintf("%s %d", kind, i+1)
		if _, err := io.ReadFull(b, raw); err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, ErrFormat{where, fmt.Sprintf("the file ends here, want %d of %d numbers", n, n)}
		} else if err != nil {
			return nil, err
		}
		line := make([]float64, n)
		for j := range line {
			v, exact := decode(raw[j*size:][:size])
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, ErrNotFinite{fmt.Sprintf("%s, number %d", where, j+1), strconv.FormatFloat(v, 'g', -1, 64)}
			}
			if !exact {
				g.rounded++
			}
			line[j] = v
		}
		g.lines = append(g.lines, line)
	}
	return g, atEnd(b, "one matrix")
}

// atEnd refuses bytes after what is wanted.
func atEnd(b *bufio.Reader, wanted string) error {
	switch _, err := b.ReadByte(); err {
	case io.EOF:
		return nil
	case nil:
		return ErrFormat{"after the last number", fmt.Sprintf("more bytes follow: want %s and nothing else", wanted)}
	default:
		return err
	}
}
