// Package ask holds the commands that answer questions, to be handed to cli.Main beside claims:
//
//	decide FORMULA   what kind of point is this? (decide.go)
//	explore FORMULA  which critical points are there? (explore.go, explore_chart.go)
//	spectrum FILE    what is the spectrum of this matrix, and of its blocks? (spectrum.go, spectrum_blocks.go)
//	curvature        what is the curvature of this net, at these weights? (curvature.go, curvature_read.go)
//
//	func main() { cli.Main(ask.Commands()...) }
//
// What a command answers is computed elsewhere, in [saddle/theorems/decide],
// [saddle/theorems/explore], [saddle/theorems/curvature] and [saddle/spectra/summary], so that a
// program can ask too.
package ask

import "saddle/theorems/cli"

// Commands are all commands of this package.
func Commands() []cli.Item {
	return cli.Items[cli.Command](new(Decide), new(Explore), new(Spectrum), new(Curvature))
}
