package tables

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

// cases is how many cases a test takes: fewer under -short.
func cases(full, short int) int {
	if testing.Short() {
		return short
	}
	return full
}
