package files

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// An npyHeader is what stands before the numbers.
type npyHeader struct {
	descr     string // the type of the numbers, as "<f8"
	byColumns bool   // Fortran order
	shape     []int
	says      string // the shape as it is written, without its parentheses
}

// longestHeader is far more than a matrix needs; NumPy itself stops at 10 000 bytes.
const longestHeader = 1 << 16

// The header is a dictionary of Python, in any order.
var (
	descrOf   = regexp.MustCompile(`['"]descr['"]\s*:\s*(?:'([^']*)'|"([^"]*)"|(\[))`)
	fortranOf = regexp.MustCompile(`['"]fortran_order['"]\s*:\s*(True|False)`)
	shapeOf   = regexp.MustCompile(`['"]shape['"]\s*:\s*\(([^()]*)\)`)
)

func badHeader(format string, a ...any) error {
	return ErrFormat{"the header of the .npy file", fmt.Sprintf(format, a...)}
}

// readHeader reads what the format says (NumPy Enhancement Proposal 1): the mark, the version,
// the length of the dictionary in two bytes, or in four from version 2 on, and the dictionary.
func readHeader(b *bufio.Reader) (h npyHeader, err error) {
	var start [len(npyMark) + 2]byte
	if err := readFull(b, start[:]); err != nil {
		return h, err
	}
	major := start[len(npyMark)]
	length := make([]byte, 2)
	switch major {
	case 1:
	case 2, 3:
		length = make([]byte, 4)
	default:
		return h, ErrUnsupported{fmt.Sprintf("version %d of .npy", major), "versions 1, 2 and 3 are read: write it with numpy.save"}
	}
	if err := readFull(b, length); err != nil {
		return h, err
	}
	var full [4]byte
	copy(full[:], length)
	size := binary.LittleEndian.Uint32(full[:])
	if size > longestHeader {
		return h, badHeader("it is of %d bytes, want %d at most", size, longestHeader)
	}
	text := make([]byte, size)
	if err := readFull(b, text); err != nil {
		return h, err
	}
	return parseHeader(strings.TrimSpace(string(text)))
}

// readFull reads a part of the header.
func readFull(b *bufio.Reader, part []byte) error {
	_, err := io.ReadFull(b, part)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return badHeader("the file ends in it")
	}
	return err
}

func parseHeader(text string) (h npyHeader, err error) {
	descr, order, shape := descrOf.FindAllStringSubmatch(text, 2), fortranOf.FindAllStringSubmatch(text, 2), shapeOf.FindAllStringSubmatch(text, 2)
	if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") || len(descr) != 1 || len(order) != 1 || len(shape) != 1 {
		return h, badHeader("%.80q is no dictionary of one 'descr', one 'fortran_order' and one 'shape'", text)
	}
	if descr[0][3] != "" {
		return h, ErrUnsupported{"a structured array", "write one of its fields, as numpy.save('a.npy', a['x'])"}
	}
	h.descr, h.byColumns, h.says = descr[0][1]+descr[0][2], order[0][1] == "True", shape[0][1]
	lengths := strings.TrimSuffix(strings.TrimSpace(h.says), ",")
	if lengths == "" && lengths == strings.TrimSpace(h.says) {
		return h, nil // of a single number
	}
	for part := range strings.SplitSeq(lengths, ",") {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(part), "L"))
		if err != nil || n < 0 {
			return h, badHeader("the shape (%.40s) is no list of lengths below 2⁶³", h.says)
		}
		h.shape = append(h.shape, n)
	}
	return h, nil
}

// order returns the number of rows and columns of a square matrix.
func (h npyHeader) order(largest int) (int, error) {
	if len(h.shape) != 2 {
		return 0, ErrUnsupported{fmt.Sprintf("an array of shape (%.40s)", h.says), "want a matrix: two dimensions, as a.reshape(n, n) has"}
	}
	return h.shape[0], checkOrder(h.shape[0], h.shape[1], largest)
}
