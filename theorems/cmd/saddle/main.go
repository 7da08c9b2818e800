// Command saddle checks published claims about the loss landscapes of neural
// networks.
package main

import (
	"saddle/theorems/cli"
	"saddle/theorems/papers"
)

func main() { cli.Main(papers.All...) }
