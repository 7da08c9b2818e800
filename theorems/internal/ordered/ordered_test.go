package ordered

import (
	"sync/atomic"
	"testing"
	"time"
)

// Results that wait for a slow case must not pile up.
func TestQueueIsBounded(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	release := make(chan struct{})
	time.AfterFunc(100*time.Millisecond, func() { close(release) })
	const n = 20_000
	sum := 0
	end := Fold(t.Context(), Work{N: n, Workers: 2, Gaps: true}, func(i int) int {
		if i == 0 {
			<-release
			if got := calls.Load(); got > 2*Ahead {
				t.Errorf("%d results wait for the first", got)
			}
		}
		calls.Add(1)
		return i
	}, func(i, x int) bool { sum += x; return i != x })
	if !end.Whole || sum != n*(n-1)/2 {
		t.Errorf("sum %d, %+v", sum, end)
	}
}
