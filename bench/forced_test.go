package bench

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// unforced returns an error where the environment makes OpenBLAS take other kernels or blocks
// than those it would choose for this machine: a peer that is held back is none.
func unforced() error {
	for _, key := range []string{"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"} {
		if value, set := os.LookupEnv(key); set {
			return fmt.Errorf("bench: %s=%s forces OpenBLAS; unset it to compare with LAPACK", key, value)
		}
	}
	return nil
}

// header returns the lines that name the peer, as they stand above those of the machine.
func header() string {
	if lapack == nil {
		return ""
	}
	core, config := lapack.kernel()
	return fmt.Sprintf("openblas: %s\nopenblas-config: %s\n", core, strings.Join(strings.Fields(config), " "))
}

// TestForcedKernels: a benchmark beside a kernel that was forced ends without a time, and says why.
func TestForcedKernels(t *testing.T) {
	for _, key := range []string{"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"} {
		if err := os.Unsetenv(key); err != nil {
			t.Fatal(err)
		}
	}
	if err := unforced(); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"} {
		t.Run(key, func(t *testing.T) {
			t.Setenv(key, "Prescott")
			if err := unforced(); err == nil || !strings.Contains(err.Error(), key+"=Prescott") {
				t.Errorf("%v", err)
			}
			before := lapack
			defer func() { lapack = before }()
			if lapack == nil {
				lapack = &lapackPeer{threads: func(int) {}}
			}
			timed := testing.Benchmark(func(b *testing.B) {
				contest{"n=1", 1, false, func() ([]hand, map[string]float64, error) {
					return []hand{{impl: "spectra", work: func() error { return nil }}}, nil, nil
				}}.time(b)
			})
			if timed.N != 0 {
				t.Errorf("timed %d times", timed.N)
			}
		})
	}
}

// TestHeader: the lines that name the peer are keys and values, as benchstat reads them.
func TestHeader(t *testing.T) {
	before := lapack
	defer func() { lapack = before }()
	lapack = &lapackPeer{kernel: func() (string, string) { return "SkylakeX", "OpenBLAS 0.3.21 \n DYNAMIC_ARCH " }}
	if got, want := header(), "openblas: SkylakeX\nopenblas-config: OpenBLAS 0.3.21 DYNAMIC_ARCH\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	lapack = nil
	if got := header(); got != "" {
		t.Errorf("without a peer: %q", got)
	}
}
