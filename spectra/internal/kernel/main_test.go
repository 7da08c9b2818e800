package kernel

import (
	"os"
	"runtime/debug"
	"testing"
)

// Little is in use at a time, and garbage collected at every four megabytes takes a third of
// the time of the tests.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// step is from a size to the next that is tested: under -short every third one, which has all
// remainders that a kernel may leave.
func step() int {
	if testing.Short() {
		return 3
	}
	return 1
}
