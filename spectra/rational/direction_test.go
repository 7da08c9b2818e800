package rational

import (
	"math/rand/v2"
	"testing"
)

func TestNegativeDirection(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for k := range 360 {
		d := drawers(r)
		m := symmetricOf(r.IntN(8), d[k%len(d)])
		if r.IntN(2) == 0 { // positive semidefinite
			p := random(r, m.Rows, m.Rows, d[1])
			m = p.T().Mul(p)
		}
		v, value, ok, err := m.NegativeDirection()
		if want := eliminated(m.ToRows()).Neg > 0; err != nil || ok != want {
			t.Fatalf("ok is %v, %v, want %v: %v", ok, err, want, m)
		}
		if !ok {
			continue
		}
		var total Number
		for i := range m.Rows {
			for j := range m.Rows {
				total = total.Add(v[i].Mul(m.At(i, j)).Mul(v[j]))
			}
		}
		if total.Cmp(value) != 0 || value.Sign() >= 0 || content(v, 1).Cmp(Int(1)) != 0 {
			t.Fatalf("v = %v, vᵀAv = %v, said to be %v: %v", v, total, value, m)
		}
	}
}
