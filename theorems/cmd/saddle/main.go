// Command saddle checks published claims about the loss landscapes of neural
// networks.
package main

import (
	"slices"

	"saddle/theorems/cli"
	"saddle/theorems/cli/ask"
	"saddle/theorems/papers"
)

func main() {
	cli.Main(slices.Concat(cli.Items(papers.All...), cli.Items(papers.Tables...), cli.Items(papers.Deck), ask.Commands())...)
}
