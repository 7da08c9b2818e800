//go:build lapack && !flint3

package bench

// #cgo LDFLAGS: -lflint-arb -lflint
import "C"
