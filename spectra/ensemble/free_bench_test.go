package ensemble

import "testing"

func BenchmarkIndexOfSum(b *testing.B) {
	for b.Loop() {
		for i := range 200 {
			e := 0.05 + float64(i)/200
			f, err := NewFree(0, 2*e, Jump{0.25, 4})
			if err != nil {
				b.Fatal(err)
			}
			f.CDF(0)
		}
	}
}
