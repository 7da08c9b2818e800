// Package hunt searches minima that nobody has told of, and finds where families of them begin.
//
//	the critical point of a symmetric shape    Settle            settle.go
//	a family for other k, and where it turns   Follow, Threshold  follow.go
//
// What it finds is in floating-point numbers; saddle/theorems/certify proves it.
package hunt
