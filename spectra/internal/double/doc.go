// Package double computes with double words, numbers of some 106 bits: for the functions of intervals, and
// for Gauss rules. It imports package math alone.
package double
