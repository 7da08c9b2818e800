package hunt

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"saddle/theorems/certify"
)

// A Store keeps certificates of students' minima as files of a directory, one an orbit, and not more
// than Most for each k and n. It is safe for concurrent use by one process.
type Store struct {
	Dir  string
	Most int // 0 is no bound
	lock sync.Mutex
}

// Keep writes a certificate, unless its orbit is there already or the store has enough of these k and
// n. The file is whole or not there.
func (s *Store) Keep(k, n int, f Find, text []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := os.MkdirAll(s.Dir, 0o755); err != nil {
		return err
	}
	prefix := fmt.Sprintf("k%02d-n%02d-", k, n)
	name := filepath.Join(s.Dir, prefix+f.Orbit+".json")
	if _, err := os.Stat(name); err == nil {
		return nil
	}
	if there, err := filepath.Glob(filepath.Join(s.Dir, prefix+"*.json")); err != nil || s.Most > 0 && len(there) >= s.Most {
		return err
	}
	part := name + ".part"
	if err := os.WriteFile(part, text, 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// A Witness is a certificate in a file.
type Witness struct {
	File string
	certify.Certificate
}

// Witnesses reads the certificates of a directory, in the order of their names. A directory that is not
// there has none. The error names the file that is no certificate. That they say the truth is checked
// by package verify.
func Witnesses(dir string) (out []Witness, err error) {
	files, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".json") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		c, err := certify.ReadCertificate(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		out = append(out, Witness{f.Name(), c})
	}
	return out, nil
}

// A Frontier is how far witnesses go.
type Frontier struct {
	// Smallest has for each n − k, ascending, a witness with the smallest k.
	Smallest []Witness
	// Largest has for each k, ascending, a witness with the largest n.
	Largest []Witness
}

// FrontierOf returns the frontier of some witnesses; of equal ones the first counts.
func FrontierOf(all []Witness) (f Frontier) {
	best := func(key func(Witness) int, better func(a, b Witness) bool) (out []Witness) {
		for _, w := range all {
			i, found := slices.BinarySearchFunc(out, w, func(a, b Witness) int { return key(a) - key(b) })
			switch {
			case !found:
				out = slices.Insert(out, i, w)
			case better(w, out[i]):
				out[i] = w
			}
		}
		return out
	}
	f.Smallest = best(func(w Witness) int { return w.N - w.K }, func(a, b Witness) bool { return a.K < b.K })
	f.Largest = best(func(w Witness) int { return w.K }, func(a, b Witness) bool { return a.N > b.N })
	return f
}

// String writes the frontier as two tables.
func (f Frontier) String() string {
	var b strings.Builder
	b.WriteString("n − k   smallest k      n   loss        λ_min ≥\n")
	for _, w := range f.Smallest {
		fmt.Fprintf(&b, "%5d %12d %6d   %-9.6f   %.3g\n", w.N-w.K, w.K, w.N, w.Loss, w.Curvature)
	}
	b.WriteString("\n    k    largest n     n/k   loss        λ_min ≥\n")
	for _, w := range f.Largest {
		fmt.Fprintf(&b, "%5d %12d %7.3f   %-9.6f   %.3g\n", w.K, w.N, float64(w.N)/float64(w.K), w.Loss, w.Curvature)
	}
	return b.String()
}
