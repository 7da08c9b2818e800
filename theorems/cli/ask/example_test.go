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

// The command as a program calls it: saddle decide '(1 - w1*w2*w3)^2' --at 0,0,0.
func ExampleDecide() {
	c := ask.Decide{Formula: "(1 - w1*w2*w3)^2", At: "0,0,0"}
	code, err := c.Run(context.Background(), cli.Program{Stdout: firstLines{3}, Stderr: os.Stderr})
	fmt.Println(code, err)
	// Output:
	// (1 - w1*w2*w3)^2
	//   at        w1 = 0, w2 = 0, w3 = 0
	//   is        saddle (exact)
	// 0 <nil>
}

// The command as a program calls it: saddle curvature --net 2-4-4-3:tanh --weights net.safetensors --data data.npz --order ….
func ExampleCurvature() {
	const testdata = "../../../models/testdata/"
	c := ask.Curvature{Net: "2-4-4-3:tanh", Weights: testdata + "net.safetensors", Data: testdata + "data.npz", Divide: 1,
		Order: []string{"0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"}}
	code, err := c.Run(context.Background(), cli.Program{Stdout: firstLines{3}, Stderr: os.Stderr})
	fmt.Println(code, err)
	// Output:
	// loss        1.645155918, the mean over 6 samples of the cross-entropy
	// gradient    1.18 in norm
	// Hessian     47 × 47
	// 0 <nil>
}

// The command as a program calls it: saddle explore '(x^2 - 1)^2 + y^2' --starts 50.
func ExampleExplore() {
	c := ask.Explore{Formula: "(x^2 - 1)^2 + y^2", Starts: 50, Box: "-3..3", Seed: 1}
	code, err := c.Run(context.Background(), cli.Program{Stdout: firstLines{6}, Stderr: os.Stderr})
	fmt.Println(code, err)
	// Output:
	// (x^2 - 1)^2 + y^2
	// 50 starts in -3..3, seed 1
	//
	//   kind             grade      loss                      found  orbit  point
	//   strict minimum   exact      0                            95    2/2  (-1, 0)
	//   saddle           exact      1                             5    1/1  (0, 0)
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

// The command as a program calls it: saddle spectrum a.csv --blocks W1=0:2,b1=2:3.
func ExampleSpectrum_blocks() {
	dir, err := os.MkdirTemp("", "spectrum")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "a.csv")
	if err := os.WriteFile(file, []byte("2,1,0\n1,2,3\n0,3,-1\n"), 0o644); err != nil {
		fmt.Println(err)
		return
	}
	var out bytes.Buffer
	c := ask.Spectrum{File: file, Blocks: "W1=0:2,b1=2:3"}
	code, err := c.Run(context.Background(), cli.Program{Stdout: &out, Stderr: os.Stderr})
	_, table, _ := bytes.Cut(out.Bytes(), []byte("\nblock"))
	fmt.Printf("block%s%d %v\n", table, code, err)
	// Output:
	// block  indices  neg  zero  pos  smallest  largest  trace    part  squares
	// W1     0:2        0     0    2         1        3      4    133%    34.5%
	// b1     2:3        1     0    0        -1       -1     -1  -33.3%    3.45%
	// signs: proved. part: of the trace of all, 3. squares: part of ‖A‖², with ‖A‖ = 5.39.
	//
	// Frobenius norms of the blocks, and of what couples them:
	//       W1  b1
	// W1  3.16   3
	// b1     3   1
	// 0 <nil>
}
