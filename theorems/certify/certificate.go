package certify

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"saddle/models"
)

// Format is the version of the form of a [Certificate], and Tool what writes it.
const (
	Format = 1
	Tool   = "saddle certify 1"
)

// claim is what a certificate says, word for word.
const claim = "a strict local minimum with a loss above 0 lies within the radius of the point, in every dimension of at least d"

// A Certificate says that a student of n neurons in d dimensions, with k ≤ d orthonormal teachers e_1, …, e_k,
// has a spurious minimum near a point, and by which bounds that is proved. Package saddle/theorems/verify
// checks one without any code of this package, and without belief in any number but the point and the radius.
//
// Its text is JSON of one form only: that of [Certificate.Text]. Numbers are exact: bounds are decimals that
// name one float64, points are in hexadecimal.
type Certificate struct {
	Format int    `json:"format"`
	Tool   string `json:"tool"`
	Claim  string `json:"claim"`
	K      int    `json:"k"`
	N      int    `json:"n"`
	D      int    `json:"d"`
	// Radius is that of a ball about the point, in the Euclidean norm of all n·d numbers.
	Radius float64 `json:"radius"`
	// Gradient bounds the norm of the gradient at the point from above. From below, on the ball:
	// Curvature the least eigenvalue of the Hessian in d dimensions, Complement that in all others,
	// Shortest the length of a neuron, Angle that between the lines of two students or a student and a teacher,
	// and Loss the loss.
	Gradient   float64 `json:"gradient"`
	Curvature  float64 `json:"curvature"`
	Complement float64 `json:"complement"`
	Shortest   float64 `json:"shortest"`
	Angle      float64 `json:"angle"`
	Loss       float64 `json:"loss"`
	// The point is W + Tail, exactly: n·d numbers each, one neuron after the other, all multiples of 2⁻¹⁹².
	W    []Binary `json:"w"`
	Tail []Binary `json:"tail"`
	// Checksum is "sha256:" and the digits of the SHA-256 of the text in which it is "".
	Checksum string `json:"checksum"`
}

// A Binary is a float64 whose text is hexadecimal, as "0x1.8p-01".
type Binary float64

// MarshalText returns the one form.
func (x Binary) MarshalText() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(x), 'x', -1, 64), nil
}

// UnmarshalText reads it. The error is an [ErrCertificate].
func (x *Binary) UnmarshalText(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return ErrCertificate{Part: "w or tail", Want: fmt.Sprintf("finite numbers as 0x1.8p-01, not %.40q", text)}
	}
	*x = Binary(v)
	return nil
}

// An ErrCertificate reports a text that is no certificate.
type ErrCertificate struct{ Part, Want string }

// Error says what is wrong and what would do.
func (e ErrCertificate) Error() string {
	return "certify: the certificate's " + e.Part + ": want " + e.Want
}

// newCertificate states what is proved, a little less sharply: whoever checks it computes in another way, and
// need not come to the last digit that was reached here.
func newCertificate(l *models.Teacher, m Minimum, f models.TeacherFrame, complement float64) Certificate {
	c := Certificate{
		Format: Format, Tool: Tool, Claim: claim, Radius: m.R,
		Gradient: statedAbove(m.G, m.Mu*m.R), Curvature: statedBelow(m.Mu, 0x1p-6, 4), Complement: statedBelow(complement, 0x1p-6, 4),
		Shortest: statedBelow(f.Shortest, 0x1p-30, 8), Angle: statedBelow(f.Angle, 0x1p-30, 8), Loss: statedBelow(m.Loss.Lo, 0x1p-24, 6),
	}
	c.K, c.N, c.D = l.Shape()
	at := point{m.W, m.Tail}
	for i, x := range m.W {
		c.W, c.Tail = append(c.W, Binary(x)), append(c.Tail, Binary(at.rest(i)+0)) // no −0
	}
	c.Checksum = c.sum()
	return c
}

// statedBelow returns a number of so many digits that is below x ≥ 0 by the share at least.
func statedBelow(x, share float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x*(1-share)*(1-math.Pow(10, float64(1-digits))/2), 'e', digits-1, 64), 64)
	if err != nil || !(y <= x) {
		return x
	}
	return y
}

// statedAbove returns a number of two digits between g and least: far above g if there is room.
func statedAbove(g, least float64) float64 {
	for _, room := range []float64{64, 8, 1.5} {
		y, err := strconv.ParseFloat(strconv.FormatFloat(max(room*g, 0x1p-110), 'e', 1, 64), 64)
		if err == nil && y > g && y < least/4 {
			return y
		}
	}
	return g
}

// sum returns what the checksum must be.
func (c Certificate) sum() string {
	c.Checksum = ""
	return fmt.Sprintf("sha256:%x", sha256.Sum256(c.Text()))
}

// Text returns the certificate in its one form, which [ReadCertificate] reads.
func (c Certificate) Text() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(c); err != nil {
		panic("certify: a certificate of numbers that are not finite: " + err.Error())
	}
	return b.Bytes()
}

// WriteTo writes the text to w.
func (c Certificate) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(c.Text())
	return int64(n), err
}

// String says what is proved, in one line.
func (c Certificate) String() string {
	return fmt.Sprintf("k = %d, n = %d, every d ≥ %d: %s; radius %.3g, ‖∇F‖ ≤ %.3g, λ_min ≥ %.6g, outside λ_min ≥ %.3g, F ≥ %.9g",
		c.K, c.N, c.D, "a strict local minimum with loss > 0", c.Radius, c.Gradient, c.Curvature, c.Complement, c.Loss)
}

// ReadCertificate reads a certificate, strictly: a field that is unknown, missing, twice or out of order, a
// number that is written in another way, and a wrong checksum are refused. That the text is one does not make
// what it says true. The error is an [ErrCertificate] or that of r.
func ReadCertificate(r io.Reader) (Certificate, error) {
	text, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err != nil {
		return Certificate{}, err
	}
	var c Certificate
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if len(text) > mostBytes {
		return Certificate{}, ErrCertificate{"text", fmt.Sprintf("at most %d bytes", mostBytes)}
	}
	if err := d.Decode(&c); err != nil {
		return Certificate{}, ErrCertificate{"text", "JSON with the fields of a certificate: " + err.Error()}
	}
	return c, c.check(text)
}

// mostBytes is the most bytes of a certificate that are read.
const mostBytes = 1 << 24

// check refuses what is no certificate, or is written in another way than Text does.
func (c Certificate) check(text []byte) error {
	switch {
	case c.Format != Format || c.Tool != Tool:
		return ErrCertificate{"format", fmt.Sprintf("%d of %q, not %d of %.40q", Format, Tool, c.Format, c.Tool)}
	case c.Claim != claim:
		return ErrCertificate{"claim", strconv.Quote(claim)}
	case c.K < 1 || c.N < 1 || c.D < c.K || c.N > largest || c.D > widest || c.N*c.D > largest:
		return ErrCertificate{"shape", fmt.Sprintf("k ≥ 1, n ≥ 1, %d ≥ d ≥ k and n·d ≤ %d, not k = %d, n = %d, d = %d", widest, largest, c.K, c.N, c.D)}
	case len(c.W) != c.N*c.D || len(c.Tail) != c.N*c.D:
		return ErrCertificate{"point", fmt.Sprintf("%d numbers and as many tails, not %d and %d", c.N*c.D, len(c.W), len(c.Tail))}
	case c.Checksum != c.sum():
		return ErrCertificate{"checksum", "that of its other fields: something has been altered"}
	case !bytes.Equal(text, c.Text()):
		return ErrCertificate{"text", "the one form in which saddle writes it: a field is twice, unknown or out of order, or a number is written in another way"}
	}
	return nil
}
