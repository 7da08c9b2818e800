package files

import "bufio"

// readArray reads a .npy file of any shape with at most largest numbers.
func readArray(b *bufio.Reader, largest int) (a Array, err error) {
	h, err := readHeader(b)
	if err != nil {
		return a, err
	}
	if _, kind, _ := cut(h.descr); kind == "c" {
		return a, ErrUnsupported{"complex numbers", "write a.real and a.imag, each as an array"}
	}
	decode, size, err := decoderOf(h.descr)
	if err != nil {
		return a, err
	}
	count, ok := product(h.shape)
	if !ok || count > largest {
		return a, ErrTooMany{count, largest}
	}
	a.Shape = h.shape
	if a.Data, a.Rounded, err = readNumbers(b, count, size, decode); err != nil {
		return Array{}, err
	}
	if h.byColumns && len(a.Shape) > 1 {
		a.Data = inCOrder(a.Data, a.Shape)
	}
	return a, atEnd(b, "one array")
}
