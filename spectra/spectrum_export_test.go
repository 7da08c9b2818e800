package spectra

// Force makes the solver take these paths, each "" for its own choice:
// reduction "tiny", "one stage" or "two stages", vectors "divide" or "inverse iteration".
func (s *EigenSolver) Force(reduction, vectors string) {
	s.forced = paths{
		map[string]reductionPath{"": anyReduction, "tiny": tinyPath, "one stage": oneStagePath, "two stages": twoStagePath}[reduction],
		map[string]vectorPath{"": anyVectors, "divide": dividePath, "inverse iteration": inversePath}[vectors],
	}
}
