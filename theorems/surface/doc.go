// Package surface draws lines and planes through the space of parameters of any loss, and writes beside each picture what it
// hides.
//
//	d, err := surface.Random(w, net.Blocks(), surface.Drawing{Index: 1})
//	p, err := surface.Around(w, d)
//	s, err := surface.Of(ctx, loss, p, surface.Grid{X: surface.Symmetric(1, 25)}, nil)
//
// A node is addressed by its number, its place follows by one product, and its loss depends on the place alone. So a surface is a
// table whose runs are the nodes: results do not depend on workers, shards, or interruptions.
//
// # Which file
//
//	what is drawn: a loss                  loss.go
//	lines, planes and patches              plane.go: directions, linear, barycentric, bilinear
//	where the nodes are                    axis.go; autorange.go finds a range
//	directions                             direction.go; normalise.go scales them by layer, filter or neuron
//	eigenvectors; the Hessian at a point   curvature.go
//	trajectories and their projections     trajectory.go, project.go
//	the losses                             surface.go
//	what stands beside a picture           summary.go for all, profile.go for lines
//	pictures                               figure.go
//	a folder: written, read                folder.go, spec.go, npy.go, number.go; vtp.go for ParaView
//	a folder: made in parts, merged        make.go
//	a figure of a paper, made again        experiment.go
//	errors                                 errors.go
package surface
