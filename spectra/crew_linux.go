package spectra

import "syscall"

// yieldProcessor lets another thread have this processor. Gosched switches goroutines;
// where the system runs two threads of Go on one processor, only it can switch those.
func yieldProcessor() { syscall.RawSyscall(syscall.SYS_SCHED_YIELD, 0, 0, 0) }
