package cli_test

import (
	"pgregory.net/rapid"

	"saddle/theorems"
	"saddle/theorems/cli"
)

// A command line over a claim of your own.
func ExampleMain() {
	cli.Main(theorems.Claim[int]{
		Name: "mine/squares-are-even",
		Says: "n² is even",
		Draw: func(t *rapid.T) int { return rapid.IntRange(0, 99).Draw(t, "n") },
		Then: func(n int) theorems.Evidence { return theorems.Exactly(n*n%2 == 0, "n² = %d", n*n) },
	})
}
