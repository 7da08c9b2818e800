package cli_test

import (
	"saddle/theorems"
	"saddle/theorems/cli"
)

// A command line over some of the claims, or over claims of your own.
func ExampleMain() {
	cli.Main(theorems.All...)
}
