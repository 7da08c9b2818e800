package theorems

import (
	"encoding/base64"
	"encoding/binary"
	"math/rand/v2"
	"slices"
)

// choices are the numbers from which rapid's generators make a case, one for
// each choice; behind the last one all are 0, which is the simplest choice. Equal
// choices make equal cases, and smaller ones make simpler cases.
type choices []uint64

// simplest returns c without the zeros at its end.
func (c choices) simplest() choices {
	for len(c) > 0 && c[len(c)-1] == 0 {
		c = c[:len(c)-1]
	}
	return c
}

// compare orders choices by their number, then by the first that differs.
func (c choices) compare(d choices) int {
	c, d = c.simplest(), d.simplest()
	if len(c) != len(d) {
		return len(c) - len(d)
	}
	return slices.Compare(c, d)
}

// String returns the choices as text for a key. It is never empty.
func (c choices) String() string {
	c = c.simplest()
	if len(c) == 0 {
		c = choices{0}
	}
	var b []byte
	for _, x := range c {
		b = binary.AppendUvarint(b, x)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseChoices reads what String writes.
func parseChoices(text string) (c choices, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, false
	}
	for len(b) > 0 {
		x, n := binary.Uvarint(b)
		if n <= 0 {
			return nil, false
		}
		c, b = append(c, x), b[n:]
	}
	return c, true
}

// choicesOf reads choices from fuzz data.
func choicesOf(data []byte) (c choices) {
	for len(data) > 0 {
		var word [8]byte
		data = data[copy(word[:], data):]
		c = append(c, binary.LittleEndian.Uint64(word[:]))
	}
	return c
}

// more returns c with random numbers behind it, n in all.
func (c choices) more(rng *rand.Rand, n int) choices {
	for len(c) < n {
		c = append(c, rng.Uint64())
	}
	return c
}
