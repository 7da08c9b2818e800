package ask

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saddle/models"
	"saddle/spectra/summary"
	"saddle/theorems/cli"
)

// Blocks are said on the line or in a file, as one that json.Marshal makes of the blocks of a net; and both say the same.
func TestSpectrumOfBlocks(t *testing.T) {
	a := file(t, "2,1,0\n1,2,3\n0,3,-1\n")
	text, _, code, err := ask(t.Context(), t, a, "--blocks", "W1=0:2, b1=2:3")
	if err != nil || code != cli.AsExpected {
		t.Fatal(code, err)
	}
	for _, want := range []string{"\nW1     0:2        0     0    2 ", "\nb1     2:3        1     0    0 ", "\nb1     3   1\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for line := range strings.Lines(text) {
		if len([]rune(line)) > 101 {
			t.Errorf("a long line: %s", line)
		}
	}
	blocks, err := json.Marshal([]models.Block{{Name: "W1", To: 2, Rows: 1}, {Name: "b1", From: 2, To: 3, Rows: 1, Of: "W1"}})
	path := filepath.Join(t.TempDir(), "blocks.json")
	if err := errors.Join(err, os.WriteFile(path, blocks, 0o644)); err != nil {
		t.Fatal(err)
	}
	if again, _, _, err := ask(t.Context(), t, a, "--blocks", path); err != nil || again != text {
		t.Errorf("%v: %s", err, again)
	}
	text, _, _, err = ask(t.Context(), t, a, "--blocks=b1=2:3", "--json")
	var r spectrumReport
	if err := errors.Join(err, json.Unmarshal([]byte(text), &r)); err != nil || r.Layers == nil || len(r.Layers.Blocks) != 1 || r.Layers.Outside != 2 || r.Layers.Blocks[0].Signs != (summary.Signs{Neg: 1}) {
		t.Errorf("%v: %s", err, text)
	}
	if text, _, _, err = ask(t.Context(), t, a, "--json"); err != nil || strings.Contains(text, "layers") {
		t.Errorf("%v: %s", err, text)
	}
}

// What is no list of blocks of the matrix is a wrong usage, and said in one sentence.
func TestBadBlocks(t *testing.T) {
	a := file(t, "2,1\n1,2\n")
	in := func(contents string) string {
		path := filepath.Join(t.TempDir(), "b.json")
		if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct{ blocks, says string }{
		{"W1=0:3", "want indices from 0 to 2"},
		{"W1=0:2,b1=1:2", "as 1 is of W1=0:2"},
		{"W1=1:1", "at least one index"},
		{"W1=0:1,W1=1:2", "a name that no other block has"},
		{"=0:1", "is no block"},
		{"W1=0-1", `"W1=0-1" is no block`},
		{"W1=0:x", "is no block"},
		{"W1=0:1,", `"" is no block`},
		{"W1=:1", "is no block"},
		{"W1=0:99999999999999999999", "is no block"},
		{"none.json", "no such file"},
		{"0:1", "no such file"},
		{in("{}"), "no JSON list of blocks"},
		{in("[] []"), "more than one JSON value"},
		{in(`[{"name": "W1", "from": 0}]`), "block 1 has no name, from or to"},
		{in(`[{"name": "W1", "from": 0.5, "to": 1}]`), "no JSON list of blocks"},
		{in("[]"), "want at least one"},
	} {
		_, _, _, err := ask(t.Context(), t, a, "--blocks", c.blocks)
		if !errors.As(err, new(cli.ErrUsage)) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v", c.blocks, err)
		}
	}
	if got, err := rangesOf("b=3:4"); err != nil || !slices.Equal(got, []summary.Range{{Name: "b", From: 3, To: 4}}) {
		t.Error(got, err)
	}
}
