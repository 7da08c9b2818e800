//go:build !amd64 || purego

package f64

func gemvRows(y []float64, alpha float64, a Matrix, x []float64) { gemvRowsGo(y, alpha, a, x) }

func gemvColumns(y []float64, alpha float64, a Matrix, x []float64) { gemvColumnsGo(y, alpha, a, x) }
