package ensemble

import "fmt"

// ErrArgument says which argument is out of its range, and what would do.
type ErrArgument struct{ Name, Value, Want string }

// Error says it.
func (e *ErrArgument) Error() string {
	return fmt.Sprintf("ensemble: %s is %s, not %s", e.Name, e.Value, e.Want)
}
