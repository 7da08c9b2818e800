package theorems

import (
	"os"
	"runtime/debug"
	"testing"
	"time"
)

// Little is in use at a time, and garbage collected at every four megabytes takes a third of
// the time of the tests.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	os.Exit(m.Run())
}

// short is a third of a time under -short, for what may only seem to happen late: a test that
// needs something to be done within a time takes all of it.
func short(d time.Duration) time.Duration {
	if testing.Short() {
		return d / 3
	}
	return d
}
