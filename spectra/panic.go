package spectra

import "saddle/spectra/internal/crew"

// A Panic is what a function of this package panics with when code of the caller's, such
// as an [Operator], panicked on another goroutine than the caller's: Value is what that code
// panicked with, Stack the stack of its goroutine as [runtime/debug.Stack] formats it. Error
// gives both, and Unwrap returns Value if that is an error.
type Panic = crew.Panic
