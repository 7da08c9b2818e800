//go:build lapack && flint3

package bench

// From FLINT 3 on Arb is a part of it.

// #cgo LDFLAGS: -lflint
import "C"
