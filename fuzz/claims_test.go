package fuzz

import (
	"flag"
	"testing"

	"saddle/theorems"
)

// Go's default is to spend up to a minute on shortening each input that reaches new
// code: all the time there is, where inputs are long.
func init() {
	testing.Init()
	if err := flag.Set("test.fuzzminimizetime", "200ms"); err != nil {
		panic(err)
	}
}

// FuzzClaims draws a case of one claim, by its index in theorems.All, and decides it.
func FuzzClaims(f *testing.F) {
	for i := range theorems.All {
		for _, data := range claimSeeds() {
			f.Add(uint16(i), data)
		}
	}
	f.Fuzz(func(t *testing.T, claim uint16, data []byte) {
		theorems.All[int(claim)%len(theorems.All)].Fuzz(t, data)
	})
}

// claimSeeds hold 12 KiB a claim. A draw takes eight bytes, the cases of most claims some
// fifty draws.
func claimSeeds() [][]byte { return seeds(1<<10, 8) }

// TestSeedsDraw: data that draws no case is skipped in silence, so most seeds must not be.
func TestSeedsDraw(t *testing.T) {
	seeds := claimSeeds()
	if testing.Short() {
		seeds = seeds[4:8] // random ones; FuzzClaims runs them all
	}
	for _, claim := range theorems.All {
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
