package fuzz

import (
	"bytes"
	"math/rand/v2"
)

// choices are read from fuzz data; at its end every choice is 0.
type choices []byte

// below returns a number from 0 to n − 1.
func (c *choices) below(n int) int {
	if len(*c) == 0 {
		return 0
	}
	x := int((*c)[0]) % n
	*c = (*c)[1:]
	return x
}

func (c *choices) yes() bool { return c.below(2) == 1 }

// from returns a number from a to b.
func (c *choices) from(a, b int) int { return a + c.below(b-a+1) }

// signed returns a number from −128 to 127, near 0 for small bytes and for large ones.
func (c *choices) signed() int { return int(int8(c.below(256))) }

// seeds returns inputs of the given size: constant, growing, and random ones of which
// the later have more zeros.
func seeds(size, random int) [][]byte {
	growing := make([]byte, size)
	for i := range growing {
		growing[i] = byte(i)
	}
	all := [][]byte{make([]byte, size), bytes.Repeat([]byte{0xff}, size), bytes.Repeat([]byte{1}, size), growing}
	for i := range random {
		r := rand.New(rand.NewPCG(1, uint64(i)))
		data := make([]byte, size)
		for j := range data {
			if i < random/2 || r.IntN(random) > i-random/2 {
				data[j] = byte(r.Uint32())
			}
		}
		all = append(all, data)
	}
	return all
}
