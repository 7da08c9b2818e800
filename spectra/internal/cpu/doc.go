// Package cpu says which implementation of the kernels is in use: [Levels] there are on this
// machine and in this build, one of which [Use] switches to. It is a package of its own
// so that saddle/spectra/interval can ask without importing saddle/spectra/f64.
package cpu
