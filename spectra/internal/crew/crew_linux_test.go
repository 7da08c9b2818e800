package crew

import (
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// TestLeaveProcessor: the thread is elsewhere then, if it may be, and may still run
// wherever it could before.
func TestLeaveProcessor(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var before, after unix.CPUSet
	if err := unix.SchedGetaffinity(0, &before); err != nil {
		t.Fatal(err)
	}
	defer unix.SchedSetaffinity(0, &before)
	here, left := processor(), false
	if here < 0 {
		t.Fatal("the system does not say which processor this is")
	}
	for range 100 { // the system may take it back at any time
		here = processor()
		leaveProcessor(here)
		left = left || processor() != here
	}
	if left != (before.Count() > 1) {
		t.Errorf("left processor %d: %v, may run on %d", here, left, before.Count())
	}
	if err := unix.SchedGetaffinity(0, &after); err != nil || after != before {
		t.Errorf("may run on %v then, before on %v, %v", after, before, err)
	}

	here = processor()
	only := unix.CPUSet{}
	only.Set(here)
	if err := unix.SchedSetaffinity(0, &only); err != nil {
		t.Fatal(err)
	}
	leaveProcessor(here)
	if err := unix.SchedGetaffinity(0, &after); err != nil || after != only || processor() != here {
		t.Errorf("on processor %d, may run on %v, %v; allowed is %d alone", processor(), after, err, here)
	}
}
