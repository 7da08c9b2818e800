package bench

import (
	"flag"
	"fmt"
	"os"
	"runtime/debug"
	"testing"
)

// Little is in use at a time, and garbage collected at every four megabytes takes a third of
// the time of the tests.
func TestMain(m *testing.M) {
	debug.SetGCPercent(400)
	flag.Parse()
	if flag.Lookup("test.bench").Value.String() != "" {
		fmt.Print(header())
	}
	os.Exit(m.Run())
}
