package tables

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"saddle/theorems"
)

// few is a small table, so that every byte of its records can be damaged.
func few() Table[coinCell, toss] {
	c := coins()
	c.Runs, c.Cells = 3, c.Cells[:2]
	return c
}

// records returns the records of a table.
func recordsOf(t *testing.T, c Table[coinCell, toss], o Options) []byte {
	t.Helper()
	o.Records = filepath.Join(t.TempDir(), "records")
	made(t, c, o)
	out, err := os.ReadFile(o.Records)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A flipped bit anywhere, and a file cut anywhere, are found: what is damaged is made again,
// and the rest is kept; a file that does not say what it is of is refused.
func TestDamagedRecords(t *testing.T) {
	t.Parallel()
	want := made(t, few(), Options{})
	whole := recordsOf(t, few(), Options{Workers: 1})
	header := bytes.IndexByte(whole, '\n') + 1
	path := filepath.Join(t.TempDir(), "damaged")
	again := func(records []byte) (report string, notes []string, err error) {
		if err := os.WriteFile(path, records, 0o644); err != nil {
			t.Fatal(err)
		}
		c := few()
		r, err := c.Make(t.Context(), Options{Records: path, Note: func(n string) { notes = append(notes, n) }})
		return text(t, r), notes, err
	}
	step := 2
	if testing.Short() {
		step = 31
	}
	for i := 0; i < len(whole); i += step {
		records := bytes.Clone(whole)
		records[i] ^= 1 << (i % 8)
		got, notes, err := again(records)
		if i < header {
			if !errors.As(err, new(ErrRecords)) || !strings.Contains(err.Error(), "line 1") {
				t.Errorf("bit of byte %d: %v", i, err)
			}
			continue
		}
		line := 1 + bytes.Count(whole[:i], []byte("\n"))
		if err != nil || got != want || len(notes) == 0 || !strings.HasPrefix(notes[0], fmt.Sprintf("line %d of", line)) && !strings.Contains(notes[0], "torn") {
			t.Errorf("bit of byte %d: %v, %q\n%s", i, err, notes, got)
		}
		if got, _, err = again2(t, path); err != nil || got != want {
			t.Errorf("bit of byte %d, a second time: %v", i, err)
		}
	}
	for i := 0; i < len(whole); i += step {
		got, notes, err := again(whole[:i])
		switch {
		case i == 0: // a new file
			if err != nil || got != want {
				t.Errorf("empty: %v", err)
			}
		case i < header:
			if !errors.As(err, new(ErrRecords)) {
				t.Errorf("cut at %d: %v", i, err)
			}
		case whole[i-1] == '\n':
			if err != nil || got != want || len(notes) != 0 {
				t.Errorf("cut at %d: %v, %q", i, err, notes)
			}
		default:
			if err != nil || got != want || len(notes) != 1 || !strings.Contains(notes[0], "is torn") {
				t.Errorf("cut at %d: %v, %q", i, err, notes)
			}
		}
	}
}

func again2(t *testing.T, path string) (string, []string, error) {
	r, err := few().Make(t.Context(), Options{Records: path})
	return text(t, r), nil, err
}

// The message for a damaged header gives the line that mends it.
func TestHeaderIsMended(t *testing.T) {
	records := recordsOf(t, few(), Options{})
	path := filepath.Join(t.TempDir(), "r")
	head, rest, _ := bytes.Cut(records, []byte("\n"))
	os.WriteFile(path, append(append(bytes.ToUpper(head), '\n'), rest...), 0o644)
	_, err := few().Make(t.Context(), Options{Records: path})
	if err == nil {
		t.Fatal("a header in capitals passes")
	}
	os.WriteFile(path, append([]byte("spoilt saddle-records\n"), rest...), 0o644)
	if _, err = few().Make(t.Context(), Options{Records: path}); err == nil || !strings.Contains(err.Error(), string(head)) {
		t.Fatalf("%v\ndoes not give\n%s", err, head)
	}
}

// Records of another table, version or seed, files that are none, and runs with two results.
func TestForeignRecords(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, c Table[coinCell, toss], o Options) string {
		o.Records = filepath.Join(dir, name)
		made(t, c, o)
		return o.Records
	}
	other, later, wrong := few(), few(), few()
	other.Name, later.Version = "test/other", 2
	wrong.Run = func(ctx context.Context, c coinCell, r theorems.Run) (toss, error) {
		x, _ := few().Run(ctx, c, r)
		if c.Percent == 50 && r.Index == 1 {
			x.Size++
		}
		return x, nil
	}
	good := file("good", few(), Options{})
	for want, path := range map[string]string{
		"says table test/other, not test/coins": file("other", other, Options{}),
		"says version 2, not 1":                 file("later", later, Options{}),
		"says seed 9, not 1":                    file("seed", few(), Options{Seed: 9}),
	} {
		if _, err := few().Make(t.Context(), Options{Records: path}); !errors.As(err, new(ErrRecords)) || !strings.Contains(err.Error(), want) {
			t.Errorf("made: %v, want %s", err, want)
		}
		if _, err := few().Merge([]string{good, path}, "", nil); !errors.As(err, new(ErrRecords)) || !strings.Contains(err.Error(), want) {
			t.Errorf("merged: %v, want %s", err, want)
		}
	}
	conflicting := file("wrong", wrong, Options{})
	_, err := few().Merge([]string{good, conflicting}, "", nil)
	var conflict ErrConflict
	if !errors.As(err, &conflict) || conflict.Key.String() != "test/coins@1:cell=percent=50,kind=old:1" || conflict.Results[0] == conflict.Results[1] {
		t.Errorf("conflict: %v", err)
	}
	for name, content := range map[string]string{"text": "Lorem ipsum\n", "nothing": "", "zeros": strings.Repeat("\x00", 100_000), "json": "{}\n[]\n"} {
		path := filepath.Join(dir, name)
		os.WriteFile(path, []byte(content), 0o644)
		if _, err := few().Merge([]string{path}, "", nil); !errors.As(err, new(ErrRecords)) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(path); string(after) != content {
			t.Errorf("%s was changed", name)
		}
		if name == "nothing" {
			continue // a new record file
		}
		if _, err := few().Make(t.Context(), Options{Records: path}); !errors.As(err, new(ErrRecords)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := few().Make(t.Context(), Options{Records: dir}); err == nil {
		t.Error("a directory passes")
	}
	if _, err := few().Merge([]string{filepath.Join(dir, "nowhere")}, "", nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// Two processes do not write to one file.
func TestRecordsAreLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records")
	r, err := openRecords(path, few().header(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := few().Make(t.Context(), Options{Records: path}); !errors.As(err, new(ErrRecords)) {
		t.Errorf("%v", err)
	}
	r.close()
	made(t, few(), Options{Records: path})
}

// slow is a table that takes some seconds.
func slow() Table[coinCell, toss] {
	c := coins()
	run := c.Run
	c.Run = func(ctx context.Context, cell coinCell, r theorems.Run) (toss, error) {
		time.Sleep(time.Millisecond)
		return run(ctx, cell, r)
	}
	return c
}

// A process that is killed, three times, loses the leases in hand and nothing else: what it
// goes on to is the table, bit for bit.
func TestKilled(t *testing.T) {
	path := os.Getenv("SADDLE_TEST_RECORDS")
	if path != "" {
		made(t, slow(), Options{Records: path, Workers: 2})
		return
	}
	t.Parallel()
	path = filepath.Join(t.TempDir(), "records")
	last := int64(-1)
	for kill := range 3 {
		c := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		c.Env = append(os.Environ(), "SADDLE_TEST_RECORDS="+path)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		for size(path) <= last+500 { // something new is kept
			time.Sleep(time.Millisecond)
		}
		c.Process.Kill()
		c.Wait()
		if last = size(path); last < 0 {
			t.Fatalf("no records at kill %d", kill)
		}
	}
	r, err := slow().Make(t.Context(), Options{Records: path, Runs: 1})
	if err != nil || r.Rows[0].Runs < 8 {
		t.Fatalf("%v: nothing is left of three processes", err)
	}
	if got, want := made(t, coins(), Options{Records: path}), made(t, coins(), Options{}); got != want {
		t.Errorf("after three kills:\n%s\nwant\n%s", got, want)
	}
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return info.Size()
}
