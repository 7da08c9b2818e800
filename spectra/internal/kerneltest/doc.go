// Package kerneltest holds what the tests of the kernels have in common: comparisons of
// bits, numbers at which a kernel may go wrong, and storage between pages that nobody
// may touch. The tests of saddle/spectra/f64 import it, so it imports nothing of saddle:
// a [View] stands for an f64.Matrix, and converts to one.
package kerneltest
