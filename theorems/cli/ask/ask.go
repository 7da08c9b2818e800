// Package ask holds the commands that answer questions, to be handed to cli.Main beside claims:
//
//	decide FORMULA   what kind of point is this? (decide.go)
//	explore FORMULA  which critical points are there? (explore.go, explore_chart.go)
//	spectrum FILE    what is the spectrum of this matrix? (spectrum.go)
//
//	func main() { cli.Main(ask.Commands()...) }
//
// What a command answers is computed elsewhere, in [saddle/theorems/decide],
// [saddle/theorems/explore] and [saddle/spectra/summary], so that a
// program can ask too.
package ask

import (
	"context"
	"encoding/json"
	"io"

	"saddle/theorems/cli"
)

// Commands are all commands of this package.
func Commands() []cli.Item { return cli.Items[cli.Command](new(Decide), new(Explore), new(Spectrum)) }

// printJSON writes x, indented.
func printJSON(w io.Writer, x any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(x)
}

// interruptible returns what f returns, or the error of ctx as soon as it is done: f, which may
// be in the middle of something long, then goes on until the process ends.
func interruptible[T any](ctx context.Context, f func() (T, error)) (T, error) {
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
