package tables

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// FuzzRecords makes a table from any file: it is refused, or what comes out is the table.
func FuzzRecords(f *testing.F) {
	want, err := few().Make(f.Context(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	path := filepath.Join(f.TempDir(), "records")
	if _, err := few().Make(f.Context(), Options{Records: path, Workers: 1}); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte(""))
	f.Add([]byte("00000000 {}\n"))
	h := few().header(1)
	for _, text := range []string{"0 1 percent=10,kind=old [1]", "0 2 percent=10,kind=old [{}]", "5 3 x []", "0 9999999999999999999 x [0]", "build", "0 1  []", "1 2 percent=10,kind=old [null]"} {
		f.Add(append(h.line(), sealed([]byte(text))...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "records")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := few().Make(t.Context(), Options{Records: path, Workers: 1})
		switch {
		case err != nil:
			var records ErrRecords
			var conflict ErrConflict
			if !errors.As(err, &records) && !errors.As(err, &conflict) {
				t.Errorf("%v", err)
			}
		case r.Missing != 0 || len(r.Rows) != len(want.Rows):
			t.Errorf("%d missing, %d rows", r.Missing, len(r.Rows))
		}
	})
}
