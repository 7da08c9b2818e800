package papers

import (
	"slices"

	"saddle/theorems/surface"
)

// Surfaces are the figures of losses along lines and over planes that can be drawn again, in reading order.
var Surfaces = []surface.Experiment{GoodfellowProfiles, LiTrajectories, LiSkipSurfaces}

// madeSurface is one of which the losses at all nodes were kept.
func madeSurface(g surface.Grid, z [][]float64) surface.Surface {
	s := surface.Surface{Grid: g, Z: z}
	for _, row := range z {
		s.Made = append(s.Made, slices.Repeat([]bool{true}, len(row)))
	}
	return s
}
