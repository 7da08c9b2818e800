package fuzz

import (
	"errors"
	"strings"
	"testing"

	"saddle/theorems"
)

// FuzzReadKey reads text as a key, and the text of a key made of the arguments.
func FuzzReadKey(f *testing.F) {
	for _, text := range []string{
		"", "@", "a@1:2", "a/b@known:0", "a@1:drop=x:3", "a@1:drop=:3", "a@known:drop=a@1:drop=b:0:7",
		"a@18446744073709551616:0", "a@-1:0", "a@1:-1", "a@1:9223372036854775808", "a@1:+1", "a@1", "@1:2", "a@ 1:2",
	} {
		f.Add(text, "drop=a:b", true, uint64(1), 2)
	}
	f.Fuzz(func(t *testing.T, text, control string, known bool, seed uint64, index int) {
		switch k, err := theorems.ParseKey(text); {
		case err != nil:
			if bad := (theorems.ErrKey{}); !errors.As(err, &bad) || bad.Text != text || bad.Want == "" {
				t.Errorf("%q: the error is %#v", text, err)
			}
		case k.Claim == "" || k.Index < 0:
			t.Errorf("%q names %#v", text, k)
		default:
			sameKey(t, k)
		}
		if text == "" || strings.Contains(text, "@") || index < 0 {
			return // no claim, or no case, has this name
		}
		if known {
			seed = 0
		}
		sameKey(t, theorems.Key{Claim: text, Control: control, Known: known, Seed: seed, Index: index})
	})
}

func sameKey(t *testing.T, want theorems.Key) {
	t.Helper()
	if k, err := theorems.ParseKey(want.String()); err != nil || k != want {
		t.Errorf("%q is read as %#v, %v, want %#v", want, k, err, want)
	}
}
