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
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := certify.ReadCertificate(f)
		f.Close()
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if testing.Short() && len(c.W) > 400 {
			continue // seconds each
		}
		if why := spurious(c); why != "" {
			t.Errorf("%s: not confirmed: %s", file, why)
		}
		if len(c.W) > 400 {
			continue
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
				t.Errorf("%s: %q is refused for %q", file, want, why)
			}
		}
	}
}
