package papers

// turningPoints returns the steps at which numbers are largest, and least, of their neighbours, without the ends.
func turningPoints(y []float64) (spikes, dips []int) {
	direction := 0
	for i := 1; i < len(y); i++ {
		switch {
		case y[i] < y[i-1]:
			if direction > 0 {
				spikes = append(spikes, i-1)
			}
			direction = -1
		case y[i] > y[i-1]:
			if direction < 0 {
				dips = append(dips, i-1)
			}
			direction = 1
		}
	}
	return spikes, dips
}
