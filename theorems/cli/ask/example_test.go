package ask_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"saddle/theorems/cli"
	"saddle/theorems/cli/ask"
)

// The command as a program calls it: saddle spectrum a.mtx.
func ExampleSpectrum() {
	dir, err := os.MkdirTemp("", "spectrum")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "a.mtx")
	const matrix = "%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 1\n2 1 2\n3 3 7\n"
	if err := os.WriteFile(file, []byte(matrix), 0o644); err != nil {
		fmt.Println(err)
		return
	}
	c := ask.Spectrum{File: file}
	code, err := c.Run(context.Background(), cli.Program{Stdout: firstLines{2}, Stderr: os.Stderr})
	fmt.Println(code, err)
	// Output:
	// matrix      3 × 3, symmetric
	// signs       1 negative, 0 zero, 2 positive: proved
	// 0 <nil>
}

// firstLines prints the first lines of what is written at once.
type firstLines struct{ n int }

func (f firstLines) Write(b []byte) (int, error) {
	for i, line := range bytes.SplitAfter(b, []byte("\n")) {
		if i < f.n {
			fmt.Print(string(line))
		}
	}
	return len(b), nil
}
