package certify

// An ErrUnproved reports a certificate that could not be had.
type ErrUnproved struct {
	Why string
	Err error // what was in the way, if that was an error
}

// Error says what is wrong and what would do.
func (e ErrUnproved) Error() string {
	s := "certify: not proved: " + e.Why
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns what was in the way.
func (e ErrUnproved) Unwrap() error { return e.Err }

// ErrArgument reports an argument that means nothing, and what would do.
type ErrArgument struct{ Arg, Want string }

// Error says what is wrong and what would do.
func (e ErrArgument) Error() string { return "certify: " + e.Arg + ": want " + e.Want }
