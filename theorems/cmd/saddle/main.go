// Command saddle checks published claims about the loss landscapes of neural
// networks, makes their tables and their page, answers questions about losses, and proves minima.
package main

import (
	"io/fs"
	"slices"

	"saddle/bench"
	"saddle/theorems/cli"
	"saddle/theorems/cli/ask"
	"saddle/theorems/cli/prove"
	"saddle/theorems/cli/report"
	"saddle/theorems/cli/scene"
	"saddle/theorems/cli/seek"
	"saddle/theorems/papers"
)

func main() {
	kept, err := fs.Sub(bench.Kept, "testdata")
	if err != nil {
		panic(err)
	}
	cli.Main(slices.Concat(
		cli.Items(papers.All...), cli.Items(papers.Tables...), cli.Items(papers.Deck),
		cli.Items(report.New(kept)), ask.Commands(), prove.Commands(), seek.Commands(papers.StudentHunts...), scene.Commands(papers.Surfaces...),
	)...)
}
