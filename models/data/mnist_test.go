package data

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"slices"
	"testing"
)

// TestMNISTFiles: the files are those that the program wrote, decompressed, whatever compressed them.
func TestMNISTFiles(t *testing.T) {
	for _, f := range []struct {
		file []byte
		size int
		sum  string
	}{
		{mnist14, 14, "d303a63251ee89e68c4d5170faf72a652d11b551202eeb3e45fd66c853e13fd0"},
		{mnist10, 10, "7534963fea0c1e5ebd803a732f926b8bb472aa42b64f3635e4d5f18bbcdd6e8b"},
	} {
		z, err := gzip.NewReader(bytes.NewReader(f.file))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if want := (mnistTraining + mnistTest) * (1 + f.size*f.size); len(content) != want {
			t.Errorf("%d×%d: %d bytes, want %d", f.size, f.size, len(content), want)
		}
		if sum := fmt.Sprintf("%x", sha256.Sum256(content)); sum != f.sum {
			t.Errorf("%d×%d: checksum %s, want %s", f.size, f.size, sum, f.sum)
		}
		if len(f.file) > 600_000 {
			t.Errorf("%d×%d: %d bytes", f.size, f.size, len(f.file))
		}
	}
}

// TestMNISTLabels: the digits come as they do in the database, and as often.
func TestMNISTLabels(t *testing.T) {
	train14, test14 := MNIST()
	train10, test10 := MNIST10()
	if !slices.Equal(train14.Labels(), train10.Labels()) || !slices.Equal(test14.Labels(), test10.Labels()) {
		t.Error("the labels of the two sizes differ")
	}
	if got, want := train14.Labels()[:10], []int{5, 0, 4, 1, 9, 2, 1, 3, 1, 4}; !slices.Equal(got, want) {
		t.Errorf("training starts with %v, want %v", got, want)
	}
	if got, want := test14.Labels()[:10], []int{7, 2, 1, 0, 4, 1, 4, 9, 5, 9}; !slices.Equal(got, want) {
		t.Errorf("the test starts with %v, want %v", got, want)
	}
	for _, c := range []struct {
		set   *Set
		count [10]int
	}{
		{train14, [10]int{592, 671, 581, 608, 623, 514, 608, 651, 551, 601}},
		{test14, [10]int{175, 234, 219, 207, 217, 179, 178, 205, 192, 194}},
	} {
		var got [10]int
		for _, l := range c.set.Labels() {
			got[l]++
		}
		if got != c.count {
			t.Errorf("%v: digits occur %v times, want %v", c.set, got, c.count)
		}
	}
}

// TestMNISTSizes: the two sizes of an image have the same ink, within what rounding takes from each pixel,
// about the same centre, within the halves of their blocks.
func TestMNISTSizes(t *testing.T) {
	train14, test14 := MNIST()
	train10, test10 := MNIST10()
	for _, pair := range [][2]*Set{{train14, train10}, {test14, test10}} {
		small := pair[1].X()
		for s, x := range pair[0].X() {
			a, b := inkOf(x, 14, 2, 0), inkOf(small[s], 10, 3, 1)
			rounding := float64(196*4+100*9) / 2
			for k, bound := range []float64{rounding, 28*rounding + 1.5*a[0], 28*rounding + 1.5*a[0]} {
				if !(math.Abs(a[k]-b[k]) <= bound) || a[0] < 5*rounding {
					t.Fatalf("%v: image %d has moments %v and %v", pair[0], s, a, b)
				}
			}
			if slices.Max(x) > 1 || slices.Min(x) < 0 {
				t.Fatalf("%v: image %d leaves [0, 1]", pair[0], s)
			}
		}
	}
}

// inkOf returns the sum of the 28×28 pixels of which an image has means, in units of 1/255, and its moments down
// and across.
func inkOf(x []float64, size, block, edge int) (moments [3]float64) {
	middle := func(k int) float64 { return float64(k*block-edge) + float64(block-1)/2 }
	for i, v := range x {
		ink := v * 255 * float64(block*block)
		moments[0] += ink
		moments[1] += ink * middle(i/size)
		moments[2] += ink * middle(i%size)
	}
	return moments
}
