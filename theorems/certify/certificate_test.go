package certify_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"saddle/spectra/f64"
	"saddle/theorems/certify"
	"saddle/theorems/verify"
)

// TestCertificateText: what is written is read, the checker reads the same, and the file of the checker's tests
// is what is written today, whatever kernels are in use.
func TestCertificateText(t *testing.T) {
	m, w := stored(t, "flipped-6")
	c, err := certify.Spurious(m, w)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if n, err := c.WriteTo(&b); err != nil || n != int64(b.Len()) || b.String() != string(c.Text()) {
		t.Error(n, err)
	}
	kept, err := os.ReadFile("../verify/testdata/flipped-6.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f64.Use(f64.InUse())
	for _, level := range f64.Levels() {
		f64.Use(level)
		if c, err := certify.Spurious(m, w); err != nil || !bytes.Equal(kept, c.Text()) {
			t.Errorf("%v: the certificate is not that which is kept: %v\n%s", level, err, c.Text())
		}
	}
	back, err := certify.ReadCertificate(&b)
	if err != nil || back.String() != c.String() || string(back.Text()) != string(c.Text()) {
		t.Errorf("%v, %v", back, err)
	}
	if p, err := verify.Certificate(c.Text()); err != nil || p.Loss != c.Loss || p.Radius != c.Radius {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestReadCertificateIsStrict: no byte may differ, and no field may be unknown, missing or twice.
func TestReadCertificateIsStrict(t *testing.T) {
	kept, err := os.ReadFile("../verify/testdata/flipped-6.json")
	if err != nil {
		t.Fatal(err)
	}
	read := func(text []byte) error {
		_, err := certify.ReadCertificate(bytes.NewReader(text))
		return err
	}
	if err := read(kept); err != nil {
		t.Fatal(err)
	}
	for i := range kept {
		altered := bytes.Clone(kept)
		altered[i] ^= 1
		if err := read(altered); !errors.As(err, new(certify.ErrCertificate)) {
			t.Fatalf("byte %d is %q: %v", i, altered[i], err)
		}
	}
	for _, c := range []struct{ old, new, why string }{
		{`"k": 6`, `"k": 6, "k": 6`, "one form"},
		{`"k": 6`, `"K": 6`, "one form"},
		{`"k": 6`, `"k": 6, "x": 6`, "unknown field"},
		{`"k": 6`, `"k": 7`, "shape"},
		{`"n": 6`, `"n": 1000000`, "shape"},
		{`"n": 6`, `"n": 7`, "42 numbers and as many tails"},
		{`"format": 1`, `"format": 2`, "format"},
		{`a strict local`, `a local`, "claim"},
		{`0.004625`, `NaN`, "JSON"},
		{`0.004625`, `0.0046251`, "checksum"},
		{`"-0x1.33f95eefb2a98p-01"`, `"nan"`, "finite numbers as 0x1.8p-01"},
		{`"-0x1.33f95eefb2a98p-01"`, `"inf"`, "finite numbers as 0x1.8p-01"},
	} {
		altered := strings.Replace(string(kept), c.old, c.new, 1)
		if err := read([]byte(altered)); altered == string(kept) || !errors.As(err, new(certify.ErrCertificate)) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q: %v", c.new, err)
		}
	}
	if err := read(append(bytes.Clone(kept), kept...)); !errors.As(err, new(certify.ErrCertificate)) {
		t.Error(err)
	}
	if err := read(bytes.Repeat([]byte(" "), 1<<24+1)); !errors.As(err, new(certify.ErrCertificate)) {
		t.Error(err)
	}
	if _, err := certify.ReadCertificate(io.MultiReader(strings.NewReader("{"), broken{})); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }
