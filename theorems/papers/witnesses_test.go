package papers

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"saddle/theorems/hunt"
	"saddle/theorems/verify"
)

// witnesses is where certificates of spurious minima are kept: some are of families (written here with
// -write), the others what saddle hunt has found.
const witnesses = "testdata/witnesses"

// fromRandomWeights are those that searches from random weights alone have found: saddle hunt
// safran2018 --from random --excess 2 --k 38 --searches 150 finds it again.
var fromRandomWeights = []string{"k38-n40-0.06366911-a18d6e44.json"}

// familyWitnesses are the minima of families that are kept: those of Theorem1, the frontier, and
// further ones with n ≥ k + 2.
func familyWitnesses() []SymmetricStudent {
	out := slices.Concat(theoremCells(), frontier, []SymmetricStudent{{"mirrored", 6, 0}, {"flipped", 2, 6}, {"flipped", 3, 7}, {"one more", 4, 15}})
	for _, q := range []int{10, 11, 13, 15} {
		out = append(out, SymmetricStudent{"accompanied", q, 2})
	}
	for m := 2; m <= 10; m++ {
		first := least(SymmetricStudent{"paired", 0, m})
		if m < 4 { // the frontier has another family there
			first = 17 - m
		}
		for p := first + 1; m+p <= 18; p++ {
			out = append(out, SymmetricStudent{"paired", p, m})
		}
	}
	return out
}

// TestWitnesses verifies every certificate by the code that shares nothing with the prover, and that
// all are there that are spoken of. In a short run the large ones are only read.
func TestWitnesses(t *testing.T) {
	if *write {
		writeWitnesses(t)
	}
	all := must(hunt.Witnesses(witnesses))(t)
	wide := 0 // n ≥ k + 2
	tiny := false
	for _, w := range all {
		if w.N >= w.K+2 {
			wide++
		}
		tiny = tiny || w.Curvature < 1e-5
		t.Run(w.File, func(t *testing.T) {
			if testing.Short() && w.N*w.K > 150 {
				return
			}
			t.Parallel()
			text := must(os.ReadFile(filepath.Join(witnesses, w.File)))(t)
			got, err := verify.Certificate(text)
			if err != nil || got.K != w.K || got.N != w.N || got.D != w.K || !(got.Loss > 0) {
				t.Errorf("%+v: %v", got, err)
			}
		})
	}
	has := func(what string, is func(w hunt.Witness) bool) {
		if !slices.ContainsFunc(all, is) {
			t.Errorf("there is no witness with %s", what)
		}
	}
	for _, c := range theoremCells() {
		has(c.String(), func(w hunt.Witness) bool { return w.K == c.K() && w.N == c.N() })
	}
	has("n = k + 2 from random weights", func(w hunt.Witness) bool { return slices.Contains(fromRandomWeights, w.File) })
	has("n = k + 2 and k ≤ 17", func(w hunt.Witness) bool { return w.N == w.K+2 && w.K <= 17 })
	has("n ≥ k + 4 and k ≤ 15", func(w hunt.Witness) bool { return w.N >= w.K+4 && w.K <= 15 })
	has("n ≥ 1.5 k and k ≤ 20", func(w hunt.Witness) bool { return 2*w.N >= 3*w.K && w.K <= 20 })
	if wide < 40 || !tiny {
		t.Errorf("%d witnesses with n ≥ k + 2, want 40; one with λ_min < 1e-5: %v", wide, tiny)
	}
}

// writeWitnesses writes the certificates of families that are missing.
func writeWitnesses(t *testing.T) {
	store := &hunt.Store{Dir: witnesses}
	for _, c := range familyWitnesses() {
		at, err := c.critical()
		if err != nil {
			t.Fatal(err)
		}
		w := must(at.Shape.Expand(at.X))(t)
		l := must(hunt.NewStudent(c.K(), c.N()))(t)
		f, p := hunt.Search(l, w)
		if p == nil {
			t.Errorf("%v: %+v", c, f)
			continue
		}
		if err := store.Keep(c.K(), c.N(), f, p.Text); err != nil {
			t.Fatal(err)
		}
	}
}
