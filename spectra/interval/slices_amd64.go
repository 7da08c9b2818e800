//go:build amd64 && !purego

package interval

import "saddle/spectra/internal/cpu"

// block is how many intervals a kernel leaves to plain Go, when it meets one that it does not
// compute with.
const block = 4

func wide() bool { return cpu.InUse() == cpu.AVX512 }

func addSlice(dst, x, y []Interval) {
	for wide() && len(dst) > 0 {
		n := addAVX512(len(dst), &dst[0].Lo, &x[0].Lo, &y[0].Lo)
		end := min(n+block, len(dst))
		addGo(dst[n:end], x[n:end], y[n:end])
		dst, x, y = dst[end:], x[end:], y[end:]
	}
	addGo(dst, x, y)
}

func subSlice(dst, x, y []Interval) {
	for wide() && len(dst) > 0 {
		n := subAVX512(len(dst), &dst[0].Lo, &x[0].Lo, &y[0].Lo)
		end := min(n+block, len(dst))
		subGo(dst[n:end], x[n:end], y[n:end])
		dst, x, y = dst[end:], x[end:], y[end:]
	}
	subGo(dst, x, y)
}

func mulSlice(dst, x, y []Interval) {
	for wide() && len(dst) > 0 {
		n := mulAVX512(len(dst), &dst[0].Lo, &x[0].Lo, &y[0].Lo)
		end := min(n+block, len(dst))
		mulGo(dst[n:end], x[n:end], y[n:end])
		dst, x, y = dst[end:], x[end:], y[end:]
	}
	mulGo(dst, x, y)
}

func divSlice(dst, x, y []Interval) {
	for wide() && len(dst) > 0 {
		n := divAVX512(len(dst), &dst[0].Lo, &x[0].Lo, &y[0].Lo)
		end := min(n+block, len(dst))
		divGo(dst[n:end], x[n:end], y[n:end])
		dst, x, y = dst[end:], x[end:], y[end:]
	}
	divGo(dst, x, y)
}

func sqrtSlice(dst, x []Interval) {
	for wide() && len(dst) > 0 {
		n := sqrtAVX512(len(dst), &dst[0].Lo, &x[0].Lo)
		end := min(n+block, len(dst))
		sqrtGo(dst[n:end], x[n:end])
		dst, x = dst[end:], x[end:]
	}
	sqrtGo(dst, x)
}

func axpy(y []Interval, a Interval, x []Interval) {
	for wide() && a.bounded() && len(y) > 0 {
		n := axpyAVX512(len(y), &y[0].Lo, &a.Lo, &x[0].Lo, &y[0].Lo)
		end := min(n+block, len(y))
		axpyGo(y[n:end], a, x[n:end])
		y, x = y[end:], x[end:]
	}
	axpyGo(y, a, x)
}

// bounded reports whether x is not empty and has finite bounds.
func (x Interval) bounded() bool { return isFinite(x.Lo) && isFinite(x.Hi) && x.Lo <= x.Hi }

func dot(x, y []Interval) Interval {
	if !wide() {
		return dotGo(x, y)
	}
	var s [partial]Interval
	for len(x) > 0 {
		n := dotAVX512(len(x), &s[0].Lo, &x[0].Lo, &y[0].Lo)
		if n == len(x) {
			return s[0].orEmpty()
		}
		end := min(n+partial, len(x))
		addProducts(&s, x[n:end], y[n:end])
		x, y = x[end:], y[end:]
	}
	addProducts(&s, x, y)
	return fold(&s)
}

func sum(x []Interval) Interval {
	if !wide() {
		return sumGo(x)
	}
	var s [partial]Interval
	for len(x) > 0 {
		n := sumAVX512(len(x), &s[0].Lo, &x[0].Lo)
		if n == len(x) {
			return s[0].orEmpty()
		}
		end := min(n+partial, len(x))
		addTerms(&s, x[n:end])
		x = x[end:]
	}
	addTerms(&s, x)
	return fold(&s)
}

// orEmpty returns x, or the empty set as [Empty] writes it.
func (x Interval) orEmpty() Interval {
	if x.IsEmpty() {
		return Empty()
	}
	return x
}
