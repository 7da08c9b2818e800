package crew

import (
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// yieldProcessor lets another thread have this processor. Gosched switches goroutines;
// where the system runs two threads of Go on one processor, only it can switch those.
func yieldProcessor() { syscall.RawSyscall(syscall.SYS_SCHED_YIELD, 0, 0, 0) }

// processor returns the number of the processor that runs this thread, or −1.
func processor() int {
	var number uint32
	if _, _, errno := syscall.RawSyscall(unix.SYS_GETCPU, uintptr(unsafe.Pointer(&number)), 0, 0); errno != 0 {
		return -1
	}
	return int(number)
}

// leaveProcessor moves this thread elsewhere, if it runs on the processor of that number
// and may run on another. Linux often wakes a thread where another is at work, beside an idle
// processor, and takes up to tens of milliseconds to mend that. The thread may then run
// where it could before; processors that the process is given later are not among those.
func leaveProcessor(number int) {
	if number < 0 {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if processor() != number {
		return
	}
	var allowed, others unix.CPUSet
	if unix.SchedGetaffinity(0, &allowed) != nil {
		return
	}
	others = allowed
	others.Clear(number)
	if unix.SchedSetaffinity(0, &others) == nil { // refused where there is no other
		unix.SchedSetaffinity(0, &allowed)
	}
}
