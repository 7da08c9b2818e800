package theorems

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// A Key names one case of one claim, so that it can be decided again. Its text
// is CLAIM@SEED:INDEX for a case drawn at random, CLAIM@known:INDEX for one listed
// in the claim, with "drop=HYPOTHESIS:" before the index for a negative control;
// CLAIM@choices:TEXT for a drawn case that was made smaller; and CLAIM@size=N:INDEX for one of all
// the cases of a size.
type Key struct {
	Claim string
	// Control is the hypothesis dropped, or the name of a law's control; "" is
	// the claim itself.
	Control string
	// Cell is the cell of a table; the text has "cell=CELL:" before the index.
	Cell string
	// Known says that the case is listed; Seed is then of no meaning.
	Known bool
	Seed  uint64
	Index int
	// Size, if above 0, says that the case is one of all those of this size; Seed is then of no meaning.
	Size int
	// Choices are those from which the case is made, in base64; Seed and Index are
	// then of no meaning.
	Choices string
}

// String returns the text of the key.
func (k Key) String() string {
	if k.Choices != "" {
		return k.Claim + "@choices:" + k.Choices
	}
	origin := strconv.FormatUint(k.Seed, 10)
	switch {
	case k.Known:
		origin = "known"
	case k.Size > 0:
		origin = fmt.Sprintf("size=%d", k.Size)
	}
	if k.Cell != "" {
		return fmt.Sprintf("%s@%s:cell=%s:%d", k.Claim, origin, k.Cell, k.Index)
	}
	if k.Control != "" {
		return fmt.Sprintf("%s@%s:drop=%s:%d", k.Claim, origin, k.Control, k.Index)
	}
	return fmt.Sprintf("%s@%s:%d", k.Claim, origin, k.Index)
}

// MarshalText returns the text of the key.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (k *Key) UnmarshalText(text []byte) (err error) {
	*k, err = ParseKey(string(text))
	return err
}

// An ErrKey reports a text that is no key.
type ErrKey struct{ Text, Want string }

// Error says what is wrong and what would do.
func (e ErrKey) Error() string {
	return fmt.Sprintf("theorems: %q is no key: want %s", e.Text, e.Want)
}

// ParseKey reads the text of a key.
func ParseKey(text string) (Key, error) {
	bad := func(want string) (Key, error) { return Key{}, ErrKey{text, want} }
	claim, rest, ok := strings.Cut(text, "@")
	if !ok || claim == "" {
		return bad("CLAIM@SEED:INDEX")
	}
	origin, rest, _ := strings.Cut(rest, ":")
	k := Key{Claim: claim, Known: origin == "known"}
	if origin == "choices" {
		if c, ok := parseChoices(rest); !ok || c.String() != rest || rest == "" {
			return bad(`what a report printed behind "choices:"`)
		}
		k.Choices = rest
		return k, nil
	}
	if size, ok := strings.CutPrefix(origin, "size="); ok {
		return k.listed(size, rest)
	}
	if !k.Known {
		var err error
		if k.Seed, err = strconv.ParseUint(origin, 10, 64); err != nil {
			return bad(`a number or "known" behind @`)
		}
	}
	index := rest
	if control, ok := strings.CutPrefix(rest, "drop="); ok {
		i := strings.LastIndexByte(control, ':')
		if i < 0 {
			return bad("drop=HYPOTHESIS:INDEX")
		}
		k.Control, index = control[:i], control[i+1:]
	}
	if cell, ok := strings.CutPrefix(rest, "cell="); ok {
		i := strings.LastIndexByte(cell, ':')
		if i < 1 || k.Known {
			return bad("cell=CELL:INDEX behind a seed")
		}
		k.Cell, index = cell[:i], cell[i+1:]
	}
	var err error
	if k.Index, err = strconv.Atoi(index); err != nil || k.Index < 0 {
		return bad("an index of at least 0 at the end")
	}
	return k, nil
}

// listed reads the size and the index of one of all cases of a size.
func (k Key) listed(size, index string) (Key, error) {
	var err, bad error
	k.Size, err = strconv.Atoi(size)
	k.Index, bad = strconv.Atoi(index)
	if err != nil || bad != nil || k.Size < 1 || k.Index < 0 {
		return Key{}, ErrKey{k.Claim + "@size=" + size + ":" + index, "size=N:INDEX behind @, with a size of at least 1"}
	}
	return k, nil
}

// Rand returns the random numbers of the case or run that k names: counter based,
// a function of the key alone, so that nothing depends on how many workers there
// are.
func (k Key) Rand() *rand.Rand {
	sum := sha256.Sum256([]byte(k.String()))
	return rand.New(rand.NewChaCha8(sum))
}

// An ErrNoCase reports a key that names no case of its claim.
type ErrNoCase struct {
	Key Key
	Why string
}

// Error says what is wrong and what would do.
func (e ErrNoCase) Error() string { return fmt.Sprintf("theorems: no case %v: %s", e.Key, e.Why) }
