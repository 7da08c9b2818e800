package f64

import "fmt"

//go:generate sh -c "cd ../_asm && go run ./pack -out ../f64/pack_amd64.s -stubs ../f64/pack_stub_amd64.go -pkg f64"

// packGo copies width vectors of length k, element (i, p) of which is
// src[i*along+p*across], one element of each after the other.
func packGo(dst []float64, width, k int, src []float64, along, across int) {
	if width <= 0 || k <= 0 {
		return
	}
	if last := (width-1)*along + (k-1)*across; len(dst) < width*k || len(src) <= last {
		panic(fmt.Sprintf("f64: pack of %d×%d", width, k))
	}
	for p := range k {
		row := dst[p*width : (p+1)*width]
		q := p * across
		for i := range row {
			row[i] = src[q]
			q += along
		}
	}
}
