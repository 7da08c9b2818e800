//go:build lapack

package bench

import (
	"os"
	"path/filepath"
	"testing"

	"saddle/theorems/certify"
)

// TestCertificatesInManyBits: every certificate that is kept holds in 300 bits, by C code of its own; with a bound
// that is too good none does.
func TestCertificatesInManyBits(t *testing.T) {
	var files []string
	for _, dir := range []string{"../theorems/verify/testdata", "../theorems/papers/testdata/witnesses"} {
		found, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 3 {
		t.Fatalf("there are %d certificates", len(files))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			inManyBits(t, file)
		})
	}
}

// inManyBits checks one certificate and, unless that takes seconds, forgeries of it.
func inManyBits(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	c, err := certify.ReadCertificate(f)
	f.Close()
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() && len(c.W) > 400 {
		return
	}
	if why := spurious(c); why != "" {
		t.Errorf("not confirmed: %s", why)
	}
	if len(c.W) > 400 {
		return
	}
	for want, forge := range map[string]func(c *certify.Certificate){
		"‖∇F‖ at the point":         func(c *certify.Certificate) { c.Gradient /= 1e4 },
		"‖∇F‖ < μ r":                func(c *certify.Certificate) { c.Radius = c.Gradient },
		"lengths and angles":        func(c *certify.Certificate) { c.Angle *= 1.001 },
		"F on the ball":             func(c *certify.Certificate) { c.Loss *= 1.001 },
		"λ_min in other dimensions": func(c *certify.Certificate) { c.Complement *= 1.05 },
		"λ_min on the ball":         func(c *certify.Certificate) { c.Curvature *= 1.05 },
	} {
		forged := c
		forge(&forged)
		if why := spurious(forged); why != want {
			t.Errorf("%q is refused for %q", want, why)
		}
	}
}
