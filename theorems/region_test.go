package theorems

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
)

func TestPublished(t *testing.T) {
	for _, c := range []struct {
		x, m   int
		lo, hi float64 // in percent, 95 %
	}{{126, 1000, 10.6, 14.8}, {3, 1000, 0.06, 0.87}, {55, 1000, 4.2, 7.1}} {
		r := Published(c.x, c.m, 0.95)
		if math.Abs(100*r.Lo-c.lo) > 0.06 || math.Abs(100*r.Hi-c.hi) > 0.06 {
			t.Errorf("%d of %d: %v", c.x, c.m, r)
		}
	}
	if r := Published(0, 1000, 0.95); r.Lo != 0 || math.Abs(r.Hi-(1-math.Pow(0.025, 1e-3))) > 1e-9 {
		t.Errorf("0 of 1000: %v", r)
	}
}

// A region survives JSON, in lower case, whatever its ends.
func TestRegionJSON(t *testing.T) {
	for want, r := range map[string]Region{
		`{"lo":0.25,"hi":1}`:                   Between(0.25, 1),
		`{"lo":"-Inf","hi":0.5}`:               Between(math.Inf(-1), 0.5),
		`{"lo":0.5,"hi":"+Inf","from":"here"}`: {0.5, math.Inf(1), "here"},
		`{"lo":"NaN","hi":-1e+300}`:            Between(math.NaN(), -1e300),
	} {
		if got, err := json.Marshal(r); string(got) != want || err != nil {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
	rng := rand.New(rand.NewPCG(7, 8))
	draw := func() float64 {
		switch rng.IntN(4) {
		case 0:
			return []float64{math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), math.MaxFloat64, 5e-324}[rng.IntN(6)]
		case 1:
			return rng.NormFloat64()
		}
		return math.Float64frombits(rng.Uint64())
	}
	same := func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y) || math.IsNaN(x) && math.IsNaN(y)
	}
	for range 500 {
		e := Estimate{Runs: 1, Region: Region{draw(), draw(), []string{"", `a "b"`, "≥ ½"}[rng.IntN(3)]}}
		text, err := json.Marshal(e)
		var back Estimate
		if err == nil {
			err = json.Unmarshal(text, &back)
		}
		if err != nil || !same(back.Region.Lo, e.Region.Lo) || !same(back.Region.Hi, e.Region.Hi) || back.Region.From != e.Region.From {
			t.Fatalf("%v became %s, then %v: %v", e.Region, text, back.Region, err)
		}
	}
	for _, text := range []string{`{"lo":"x","hi":1}`, `{"lo":null,"hi":1}`, `{"lo":[],"hi":1}`, `3`} {
		if err := json.Unmarshal([]byte(text), new(Region)); err == nil {
			t.Errorf("%s is read as a region", text)
		}
	}
}
