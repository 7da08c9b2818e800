package bench

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

var long = flag.Bool("long", false, "measure the memory of processes, for minutes")

// A need is what eigenpairs of a matrix take beside it, as multiples of it.
type need struct {
	what    string
	options spectra.EigenOptions
	order   int     // at which it is counted what a call allocates, garbage or not; 0: at none
	counted float64 // that, what is returned included: at most
	peak    float64 // of a process at order 8000, the matrix included: at most
}

// needs: tiles are half of a matrix, as are the reflections of sweeps in two stages.
var needs = []need{
	{"values", spectra.EigenOptions{Overwrite: true}, 1500, 0.08, 1.05},
	{"vectors", spectra.EigenOptions{Vectors: true, Overwrite: true}, 1100, 1.3, 2.1},
	{"values, copied", spectra.EigenOptions{}, 1100, 1, 1.65},
	{"vectors, copied", spectra.EigenOptions{Vectors: true}, 0, 0, 2.9},
	{"lowest 20 vectors", spectra.EigenOptions{Vectors: true, Overwrite: true, Range: spectra.Lowest(20)}, 1100, 0.9, 1.6},
}

// full is a random matrix all numbers of which are there, as those of one from elsewhere: of
// [ensemble] the system has no pages for half of the other triangle.
func full(n int) *mat.SymDense {
	a := ensemble(n)
	raw := a.RawSymmetric()
	for i := range n {
		for j := range i {
			raw.Data[i*raw.Stride+j] = 1
		}
	}
	return a
}

// TestAllocated: what a call allocates is the share of the matrix that it should be.
func TestAllocated(t *testing.T) {
	if testing.Short() {
		t.Skip("order 1500 takes seconds")
	}
	// Products keep a few megabytes for each worker, whatever the order: not counted.
	if _, err := spectra.EigenWith(ensemble(800), &spectra.EigenOptions{Vectors: true, Workers: 2}); err != nil {
		t.Fatal(err)
	}
	for _, need := range needs {
		n := need.order
		if n == 0 {
			continue
		}
		a, options := ensemble(n), need.options
		options.Workers = 2
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := spectra.EigenWith(a, &options)
		runtime.ReadMemStats(&after)
		if err != nil {
			t.Fatal(err)
		}
		share := float64(after.TotalAlloc-before.TotalAlloc) / float64(8*n*n)
		if t.Logf("%s: allocates %.3f of the matrix", need.what, share); share > need.counted {
			t.Errorf("%s: allocates %.3f of the matrix, want at most %v", need.what, share, need.counted)
		}
	}
}

// TestPeak measures the largest resident memory of processes of their own, beyond what they
// had before there was a matrix.
func TestPeak(t *testing.T) {
	if chosen := os.Getenv("SADDLE_PEAK"); chosen != "" {
		reportPeak(t, chosen)
		return
	}
	if !*long {
		t.Skip("takes minutes: run with -long")
	}
	for i, need := range needs {
		child := exec.Command(os.Args[0], "-test.run", "^TestPeak$", "-test.v")
		child.Env = append(os.Environ(), "SADDLE_PEAK="+strconv.Itoa(i))
		out, err := child.CombinedOutput()
		_, figure, found := strings.Cut(string(out), "peak ")
		var multiple float64
		if _, scanned := fmt.Sscan(figure, &multiple); err != nil || !found || scanned != nil {
			t.Fatalf("%s: %v\n%s", need.what, err, out)
		}
		if t.Logf("n = %d, %s: %.3f times the matrix, itself included", peakOrder, need.what, multiple); multiple > need.peak {
			t.Errorf("%s: %.3f times the matrix, want at most %v", need.what, multiple, need.peak)
		}
	}
}

const peakOrder = 8000

func reportPeak(t *testing.T, chosen string) {
	i, err := strconv.Atoi(chosen)
	if err != nil || i < 0 || i >= len(needs) {
		t.Fatalf("SADDLE_PEAK is %q", chosen)
	}
	debug.SetGCPercent(100) // as in any program
	before := resident(t, "VmRSS:")
	if _, err := spectra.EigenWith(full(peakOrder), &needs[i].options); err != nil {
		t.Fatal(err)
	}
	peak := resident(t, "VmHWM:") - before
	fmt.Printf("peak %.4f\n", peak/(8*peakOrder*peakOrder))
}

// resident returns a figure of this process in bytes, as Linux tells it.
func resident(t *testing.T, key string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc: ", err)
	}
	_, figure, found := strings.Cut(string(status), key)
	var kilobytes float64
	if _, err := fmt.Sscan(figure, &kilobytes); err != nil || !found {
		t.Fatalf("%s in /proc/self/status: %v", key, err)
	}
	return 1024 * kilobytes
}
