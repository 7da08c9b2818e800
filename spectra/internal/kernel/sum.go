package kernel

// sum8 adds 8 lanes in halves, as [f64.Dot] does at its end.
func sum8(lane *[8]float64) float64 {
	return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]))
}
