//go:build !amd64 || purego

package f64

func narrow(r *Roots, n int) bool { return narrowGo(r, n) }
