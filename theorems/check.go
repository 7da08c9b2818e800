package theorems

import (
	"testing"
	"time"
)

func check(t *testing.T, th Theorem) {
	t.Helper()
	replayed(t, th)
	b := testBudget()
	if end, ok := t.Deadline(); ok {
		b.Duration = time.Until(end) * 4 / 5
	}
	r := th.Run(t.Context(), b)
	if t.Log(r.Text(replayInTest(t.Name()))); r.Err() != nil {
		t.Fail()
	}
}
