package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
)

// A file is what a certificate says, in the order of its text, which has no capital letters. Numbers of the point, W + Tail, are
// hexadecimal, as 0x1.8p-01; x has those of W and then those of Tail.
type file struct {
	Format                                                         int
	Tool, Claim                                                    string
	K, N, D                                                        int
	Radius, Gradient, Curvature, Complement, Shortest, Angle, Loss float64
	W, Tail                                                        []string
	Checksum                                                       string
	x                                                              []float64
}

const claim = "a strict local minimum with a loss above 0 lies within the radius of the point, in every dimension of at least d"

// mostBytes and mostNumbers bound what is read.
const mostBytes, mostNumbers = 1 << 24, 10_000

// read returns what a text says if it is in the one form that certificates have.
func read(text []byte) (f file, err error) {
	if len(text) > mostBytes {
		return f, ErrRefused{fmt.Sprintf("it has more than %d bytes", mostBytes)}
	}
	if err := json.Unmarshal(text, &f); err != nil {
		return f, ErrRefused{"it is no certificate: " + err.Error()}
	}
	for i, s := range append(f.W, f.Tail...) {
		x, err := strconv.ParseFloat(s, 64)
		if multiple := x * 0x1p192; err != nil || strconv.FormatFloat(x, 'x', -1, 64) != s || !(math.Abs(x) <= 256 && math.Floor(multiple) == multiple) {
			return f, ErrRefused{fmt.Sprintf("number %d of its point, %.40q, is no multiple of 2^-192 up to 256, as 0x1.8p-01", i+1, s)}
		}
		f.x = append(f.x, x)
	}
	unsummed := f
	unsummed.Checksum = ""
	switch sum := fmt.Sprintf("sha256:%x", sha256.Sum256(unsummed.text())); {
	case f.Format != 1 || f.Claim != claim:
		return f, ErrRefused{"want format 1 and the claim: " + claim}
	case f.K < 1 || f.N < 1 || f.D < f.K || f.N > mostNumbers || f.D > mostNumbers || f.N*f.D > mostNumbers:
		return f, ErrRefused{fmt.Sprintf("k, n, d = %d, %d, %d: want k ≥ 1, n ≥ 1, d ≥ k and n·d ≤ %d", f.K, f.N, f.D, mostNumbers)}
	case len(f.W) != f.N*f.D || len(f.Tail) != f.N*f.D:
		return f, ErrRefused{fmt.Sprintf("its point has %d numbers and %d tails, not n·d = %d", len(f.W), len(f.Tail), f.N*f.D)}
	case f.Checksum != sum:
		return f, ErrRefused{"its checksum is not that of its other fields: something has been altered"}
	case !bytes.Equal(text, f.text()):
		return f, ErrRefused{"it is not in the one form: a field is twice, unknown or out of order, or a number is written in another way"}
	}
	return f, nil
}

// text writes what read reads. JSON has no number that cannot be written.
func (f file) text() []byte {
	text, _ := json.MarshalIndent(f, "", " ")
	return append(bytes.ToLower(text), '\n')
}
