package fuzz

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"saddle/theorems"
	"saddle/theorems/papers"
)

// Go's default is to spend up to a minute on shortening each input that reaches new
// code: all the time there is, where inputs are long.
func init() {
	testing.Init()
	if err := flag.Set("test.fuzzminimizetime", "200ms"); err != nil {
		panic(err)
	}
}

// claimNamed returns the claim of that name, or nil.
func claimNamed(name string) theorems.Theorem {
	for _, c := range papers.All {
		if c.Info().Name == name {
			return c
		}
	}
	return nil
}

// FuzzClaims draws a case of one claim of papers.All, by its name, and decides it.
func FuzzClaims(f *testing.F) {
	seeds := claimSeeds()
	if flag.Lookup("test.fuzz").Value.String() == "" {
		seeds = seeds[:2] // TestSeedsDraw decides the cases of all
	}
	for _, c := range papers.All {
		for _, data := range seeds {
			f.Add(c.Info().Name, data)
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		claim := claimNamed(name)
		if claim == nil {
			t.Skip("there is no such claim")
		}
		claim.Fuzz(t, data)
	})
}

// A claim that is renamed takes its part of the corpus along.
func TestCorpusNamesClaims(t *testing.T) {
	entries, err := filepath.Glob("testdata/fuzz/FuzzClaims/*")
	if err != nil || len(entries) == 0 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		text, err := os.ReadFile(e)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		name, err := strconv.Unquote(strings.TrimSuffix(strings.TrimPrefix(lines[1], "string("), ")"))
		if err != nil || claimNamed(name) == nil {
			t.Errorf("%s is about %s, which is no claim: %v", e, lines[1], err)
		}
	}
}

// claimSeeds hold 12 KiB a claim. A draw takes eight bytes, the cases of most claims some
// fifty draws.
func claimSeeds() [][]byte { return seeds(1<<10, 8) }

// TestSeedsDraw: data that draws no case is skipped in silence, so most seeds must not be.
func TestSeedsDraw(t *testing.T) {
	seeds := claimSeeds()
	if testing.Short() {
		seeds = seeds[4:6] // random ones
	}
	for _, claim := range papers.All {
		if claim.Info().Kind == "law" {
			continue // all data make a run of it
		}
		drew := 0
		for _, data := range seeds {
			t.Run(claim.Info().Name, func(t *testing.T) {
				defer func() {
					if !t.Skipped() {
						drew++
					}
				}()
				claim.Fuzz(t, data)
			})
		}
		if 2*drew < len(seeds) {
			t.Errorf("%s: %d of %d seeds draw a case", claim.Info().Name, drew, len(seeds))
		}
	}
}
