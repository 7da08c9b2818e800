package report_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/cli/report"
)

// The page of one claim, as a program with cli.Main(claim, report.New(nil)) writes it when
// report is typed.
func ExampleNew() {
	dir, err := os.MkdirTemp("", "report")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	claim := theorems.Claim[int]{
		Name: "mine/squares", Says: "n² ≥ n for whole numbers n", Expect: theorems.Held,
		Draw: func(t *rapid.T) int { return rapid.IntRange(-1000, 1000).Draw(t, "n") },
		Then: func(n int) theorems.Evidence { return theorems.Exactly(n*n >= n, "n² − n = %d", n*n-n) },
	}
	c := report.New(nil)
	c.Output = filepath.Join(dir, "report.html")
	code, err := c.Run(context.Background(), cli.Program{Name: "mine", Typed: "go run .", Stdout: os.Stdout, Stderr: os.Stderr, Claims: []theorems.Theorem{claim}})
	_, missing := os.Stat(c.Output)
	fmt.Println(code, err, missing)
	// Output: 0 <nil> <nil>
}
