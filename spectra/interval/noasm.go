//go:build !amd64 || purego

package interval

// Without assembly every operation on slices is its Go loop.

func addSlice(dst, x, y []Interval) { addGo(dst, x, y) }

func subSlice(dst, x, y []Interval) { subGo(dst, x, y) }

func mulSlice(dst, x, y []Interval) { mulGo(dst, x, y) }

func divSlice(dst, x, y []Interval) { divGo(dst, x, y) }

func sqrtSlice(dst, x []Interval) { sqrtGo(dst, x) }

func axpy(y []Interval, a Interval, x []Interval) { axpyGo(y, a, x) }

func dot(x, y []Interval) Interval { return dotGo(x, y) }

func sum(x []Interval) Interval { return sumGo(x) }
