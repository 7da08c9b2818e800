package papers

import "saddle/theorems/surface"

// Surfaces are the figures of losses along lines and over planes that can be drawn again, in reading order.
var Surfaces = []surface.Experiment{GoodfellowProfiles, LiTrajectories, LiSkipSurfaces}
