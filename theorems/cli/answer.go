package cli

import (
	"context"
	"encoding/json"
	"errors"
	"io"
)

// PrintJSON writes x, indented.
func PrintJSON(w io.Writer, x any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(x)
}

// Misused makes an [ErrUsage] of an error in what was typed.
func Misused(err error) error {
	if errors.As(err, new(ErrUsage)) {
		return err
	}
	return ErrUsage{Message: err.Error()}
}

// Interruptible returns what f returns, or the error of ctx as soon as it is done: f, which may
// be in the middle of something long, then goes on until the process ends.
func Interruptible[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type answer struct {
		value T
		err   error
	}
	done := make(chan answer, 1)
	go func() {
		value, err := f()
		done <- answer{value, err}
	}()
	select {
	case a := <-done:
		return a.value, a.err
	case <-ctx.Done():
		var zero T
		return zero, ctx.Err()
	}
}
