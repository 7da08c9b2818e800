package seek_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saddle/theorems"
	"saddle/theorems/cli"
	"saddle/theorems/cli/seek"
	"saddle/theorems/verify"
)

// command is a small hunt as the command line would fill it in.
func command(dir string) *seek.Hunt {
	c := seek.Commands(theorems.Source{Key: "here", Title: "here"})[0].(*seek.Hunt)
	c.Source, c.Excess, c.K, c.From, c.Searches = "here", "0", "8,9", []string{"perturbed"}, 3
	c.Budget, c.Keep, c.Seed, c.Out = time.Minute, 2, 1, dir
	return c
}

func run(t *testing.T, ctx context.Context, c *seek.Hunt) (code int, out, notes string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code, err := c.Run(ctx, cli.Program{Name: "saddle", Stdout: &stdout, Stderr: &stderr})
	if err != nil {
		t.Fatal(err)
	}
	return code, stdout.String(), stderr.String()
}

// A hunt keeps certificates that hold, prints how far they go, and the same command again adds nothing:
// all is kept.
func TestHunt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	code, out, _ := run(t, t.Context(), command(dir))
	if code != cli.AsExpected || !strings.Contains(out, "minimum") || !strings.Contains(out, "largest n") {
		t.Errorf("%d: %s", code, out)
	}
	files, err := filepath.Glob(filepath.Join(dir, "k0*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := verify.Certificate(text); err != nil || p.N != p.K || p.K < 8 || p.K > 9 {
			t.Errorf("%s: %+v, %v", f, p, err)
		}
	}
	if _, again, _ := run(t, t.Context(), command(dir)); again != out {
		t.Errorf("again:\n%s\nbefore:\n%s", again, out)
	}
	c := command(dir)
	c.JSON = true
	_, text, places := run(t, t.Context(), c)
	var answer struct {
		Format   int
		Ends     map[string]int
		Smallest []struct{ K, N int } `json:"smallestK"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil || answer.Format != 1 || answer.Ends["minimum"] == 0 ||
		len(answer.Smallest) != 1 || !strings.Contains(places, dir) {
		t.Errorf("%v: %s, %s", err, text, places)
	}
}

// Two parts of a hunt that are united are the whole.
func TestHuntInParts(t *testing.T) {
	ends := func(out string) string {
		_, after, _ := strings.Cut(out, "ends of searches: ")
		line, _, _ := strings.Cut(after, "\n")
		return line
	}
	_, whole, _ := run(t, t.Context(), command(t.TempDir()))
	var files []string
	for _, part := range []string{"1/2", "2/2"} {
		c := command(t.TempDir())
		c.Shard = part
		c.Records = filepath.Join(c.Out, "records")
		run(t, t.Context(), c)
		files = append(files, c.Records)
	}
	c := command(filepath.Join(t.TempDir(), "new"))
	c.Merge = files
	if _, united, _ := run(t, t.Context(), c); ends(united) != ends(whole) || ends(whole) == "" {
		t.Errorf("in parts %q, at once %q", ends(united), ends(whole))
	}
}

// After an interrupt it prints what was found, and says that it goes on; out of time it is no error.
func TestHuntInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, out, notes := run(t, ctx, command(t.TempDir()))
	if code != cli.Interrupted || !strings.Contains(notes, "goes on from here") || !strings.Contains(out, "smallest k") {
		t.Errorf("%d: %s, %s", code, out, notes)
	}
	c := command(t.TempDir())
	c.Searches, c.Budget = 0, time.Millisecond
	if code, _, _ := run(t, t.Context(), c); code != cli.AsExpected {
		t.Error(code)
	}
}

// What was typed wrongly is said, with the option's name and what would do.
func TestHuntMisused(t *testing.T) {
	for want, change := range map[string]func(*seek.Hunt){
		"want one of here":              func(c *seek.Hunt) { c.Source = "there" },
		`--k is "8..x": want`:           func(c *seek.Hunt) { c.K = "8..x" },
		`--k is "9..8": want`:           func(c *seek.Hunt) { c.K = "9..8" },
		`--k is "0..999999999": want`:   func(c *seek.Hunt) { c.K = "0..999999999" },
		`--excess is "-1": want`:        func(c *seek.Hunt) { c.Excess = "-1" },
		"k = 100, n = 100: want":        func(c *seek.Hunt) { c.K = "100" },
		"k = 0, n = 0: want":            func(c *seek.Hunt) { c.K = "0" },
		`--from is "nowhere": want`:     func(c *seek.Hunt) { c.From = []string{"nowhere"} },
		`--from is "random": want`:      func(c *seek.Hunt) { c.From = []string{"random", "random"} },
		`--shard is "3/2": want`:        func(c *seek.Hunt) { c.Shard = "3/2" },
		"--budget above 0":              func(c *seek.Hunt) { c.Budget = -1 },
		"--keep and --seed at least 1":  func(c *seek.Hunt) { c.Keep = 0 },
		"--searches and --workers must": func(c *seek.Hunt) { c.Searches = -1 },
	} {
		c := command(t.TempDir())
		change(c)
		_, err := c.Run(t.Context(), cli.Program{Name: "saddle", Stdout: new(bytes.Buffer), Stderr: new(bytes.Buffer)})
		if !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q: %v", want, err)
		}
	}
}
