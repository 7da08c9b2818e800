// Package caught turns a panic in a user's function into an error that shows where it was.
package caught

import (
	"fmt"
	"runtime/debug"
	"strings"
)

// Panic is the error for a panic that was recovered, with the stack from there to the first
// function of the engine, whose names are given as "theorems.Law.".
func Panic(doing string, p any, engine ...string) error {
	stack := string(debug.Stack())
	if _, rest, ok := strings.Cut(stack, "\npanic("); ok {
		stack = rest
	}
	_, stack, _ = strings.Cut(stack, "\n\t")
	_, stack, _ = strings.Cut(stack, "\n")
	for _, e := range engine {
		stack, _, _ = strings.Cut(stack, e)
	}
	return fmt.Errorf("%s panics: %v\n%s", doing, p, stack[:strings.LastIndexByte(stack, '\n')+1])
}
