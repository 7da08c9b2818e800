// Command saddle checks published claims about the loss landscapes of neural
// networks.
package main

import (
	"saddle/theorems"
	"saddle/theorems/cli"
)

func main() { cli.Main(theorems.All...) }
