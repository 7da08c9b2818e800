//go:build !amd64 || purego

package f64

func detect() Level { return Go }
