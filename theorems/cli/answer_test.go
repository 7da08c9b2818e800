package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestInterruptible: an answer is returned, and what never ends is left alone.
func TestInterruptible(t *testing.T) {
	if got, err := Interruptible(t.Context(), func() (int, error) { return 7, errors.ErrUnsupported }); got != 7 || err != errors.ErrUnsupported {
		t.Error(got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	never := make(chan bool)
	if _, err := Interruptible(ctx, func() (int, error) { <-never; return 1, nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(never)
}

// TestMisused: a wrong usage stays what it is, and any other error becomes one.
func TestMisused(t *testing.T) {
	usage := ErrUsage{"--at: want a number"}
	if err := Misused(usage); err != usage {
		t.Error(err)
	}
	var e ErrUsage
	if err := Misused(errors.ErrUnsupported); !errors.As(err, &e) || e.Message != errors.ErrUnsupported.Error() {
		t.Error(err)
	}
}

func TestPrintJSON(t *testing.T) {
	var b strings.Builder
	if err := PrintJSON(&b, map[string]int{"n": 1}); err != nil || b.String() != "{\n  \"n\": 1\n}\n" {
		t.Errorf("%v: %q", err, b.String())
	}
}
