package spectra

import "syscall"

// yieldProcessor lets a thread run that waits for this processor. Go's scheduler has
// no word for that: to it, a worker and the helper it waits for run on two.
func yieldProcessor() { syscall.RawSyscall(syscall.SYS_SCHED_YIELD, 0, 0, 0) }
