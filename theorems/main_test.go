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

// short is a third of what a test waits for something to happen, under -short: enough unless
// the machine does much else.
func short(d time.Duration) time.Duration {
	if testing.Short() {
		return d / 3
	}
	return d
}
