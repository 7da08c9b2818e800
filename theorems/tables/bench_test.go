package tables

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// A million runs in four files are united, and the rows computed.
func BenchmarkMerge(b *testing.B) {
	const runs, files, perLine = 1_000_000, 4, 500
	c := coins()
	c.Runs, c.Cells = runs/2, c.Cells[:2]
	r := rand.New(rand.NewPCG(1, 2))
	var paths []string
	var out []*bufio.Writer
	for i := range files {
		paths = append(paths, filepath.Join(b.TempDir(), fmt.Sprint(i)))
		f, err := os.Create(paths[i])
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		out = append(out, bufio.NewWriter(f))
		out[i].Write(c.header(1).line())
		for _, cell := range c.Cells {
			name, _ := cellName(cell)
			out[i].Write(askedLine(name, runs/2))
		}
	}
	want := 0
	for _, cell := range c.Cells {
		name, _ := cellName(cell)
		for from := 0; from < runs/2; from += perLine {
			var lines []json.RawMessage
			for range perLine {
				x := toss{r.IntN(2) == 0, r.NormFloat64()}
				if x.Heads && x.Size >= -1.6448 {
					want++
				}
				text, _ := json.Marshal(x)
				lines = append(lines, text)
			}
			out[from/perLine%files].Write(recordLine(lease{name, from, from + perLine}, lines))
		}
	}
	for _, w := range out {
		w.Flush()
	}
	for b.Loop() {
		report, err := c.Merge(paths, "", nil)
		if err != nil || len(report.Rows) != 2 || report.Missing != 0 {
			b.Fatal(err, report.Missing)
		}
		heads := 0
		for _, row := range report.Rows {
			for _, class := range row.Classes {
				if class.Class == "heads" {
					heads += class.Runs
				}
			}
		}
		if heads != want {
			b.Fatalf("%d heads, want %d", heads, want)
		}
	}
	b.ReportMetric(float64(runs)*float64(b.N)/b.Elapsed().Seconds(), "runs/s")
}
