package bench

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

var write = flag.Bool("write", false, "write the table of README.md anew")

// TestREADME: the table is that of the baseline, and the baseline has every contest.
func TestREADME(t *testing.T) {
	baseline, err := os.ReadFile("testdata/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- baseline -->\n", "<!-- end of baseline -->"
	before, rest, found := strings.Cut(string(readme), begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("README.md has no marks %q and %q", begin, end)
	}
	want := []byte(before + begin + baselineTable(string(baseline)) + end + after)
	if *write {
		if err := os.WriteFile("README.md", want, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(readme, want) {
		t.Error("the table is not that of testdata/baseline.txt: go test ./bench -run README -write")
	}
	for _, key := range []string{"goos: ", "goarch: ", "cpu: "} {
		if !strings.Contains(string(baseline), "\n"+key) && !strings.HasPrefix(string(baseline), key) {
			t.Errorf("the baseline has no line %q", key)
		}
	}
	for benchmark, rows := range tables {
		for _, r := range rows() {
			if line := benchmark + "/" + r.name + "-"; strings.Contains(string(baseline), benchmark+"/") && !strings.Contains(string(baseline), line) {
				t.Errorf("the baseline has no %s", line)
			}
		}
	}
}

// baselineTable returns a table in markdown of the results that name a peer, one for each machine.
func baselineTable(raw string) string {
	var b strings.Builder
	for line := range strings.Lines(raw) {
		if machine, named := strings.CutPrefix(line, "machine: "); named {
			if b.Len() > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%s:\n\n| work | ours | × peer |\n|---|--:|---|\n", strings.TrimSpace(machine))
		}
		fields := strings.Fields(line)
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		var ours string
		var ratios []string
		for i := 2; i+1 < len(fields); i += 2 {
			x, err := strconv.ParseFloat(fields[i], 64)
			if peer, isRatio := strings.CutPrefix(fields[i+1], "x-"); isRatio && err == nil {
				ratios = append(ratios, fmt.Sprintf("%.2f %s", x, peer))
			} else if fields[i+1] == "ns/op" && err == nil {
				ours = rounded(x)
			}
		}
		if ratios == nil {
			continue
		}
		slices.Sort(ratios)
		name := strings.TrimPrefix(fields[0], "Benchmark")
		name = name[:strings.LastIndex(name, "-")]
		fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.ReplaceAll(name, "/", ", "), ours, strings.Join(ratios, ", "))
	}
	return b.String()
}

// rounded returns a time with three digits.
func rounded(ns float64) string {
	for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
		if x := ns / float64(unit); x >= 1 {
			return strconv.FormatFloat(x, 'g', 3, 64) + " " + map[time.Duration]string{time.Second: "s", time.Millisecond: "ms", time.Microsecond: "µs"}[unit]
		}
	}
	return strconv.FormatFloat(ns, 'g', 3, 64) + " ns"
}

func TestBaselineTable(t *testing.T) {
	raw := "machine: first\ngoos: linux\nBenchmarkA/n=4-2 10 1234567 ns/op 2469134 gonum-ns/op 0.1 residual 0.5 x-gonum 0.25 x-dsyevd\nBenchmarkB/n=4-2 10 5 ns/op\nPASS\n" +
		"machine: second\nBenchmarkC-2 10 5 ns/op 0.5 x-gonum\n"
	const head = ":\n\n| work | ours | × peer |\n|---|--:|---|\n"
	want := "first" + head + "| A, n=4 | 1.23 ms | 0.25 dsyevd, 0.50 gonum |\n\nsecond" + head + "| C | 5 ns | 0.50 gonum |\n"
	if got := baselineTable(raw); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
