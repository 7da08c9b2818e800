package rational

import (
	"testing"
)

// FuzzSignature reads a symmetric matrix from bytes: small integers, multiples and fractions of the
// primes in use, powers of two and rows that repeat. Signature, rank, regular block, kernel and negative
// direction must agree with elimination in big.Int, and among themselves.
func FuzzSignature(f *testing.F) {
	f.Add([]byte{3, 1, 2, 3, 4, 5, 6})
	f.Add([]byte{2, 0, 65, 130})
	f.Add([]byte{4, 200, 1, 70, 0, 0, 140, 3, 0, 201, 255})
	f.Add([]byte{6, 0, 1, 0, 1, 0, 0, 64, 0, 0, 0, 128, 128, 0, 1, 0, 192, 0, 0, 1, 1, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		n := int(data[0]) % 9
		data = data[1:]
		m := symmetricOf(n, func() Number {
			if len(data) == 0 {
				return Number{}
			}
			b := data[0]
			data = data[1:]
			small, p := Int(int64(b%8)-3), Int(int64(fields.at(int(b>>3)%4).p))
			switch b >> 6 {
			case 1:
				return small.Mul(p)
			case 2:
				return small.Quo(p)
			case 3:
				return small.Mul(Dyadic(1, 40*(int(b>>3)%8)-150))
			}
			return New(int64(b%16)-7, int64(b>>4)+1)
		})
		checkSignature(t, m)
	})
}

func checkSignature(t *testing.T, m Matrix) {
	s, want := signatureOf(t, m), eliminated(m.ToRows())
	if s != want {
		t.Fatalf("%v, want %v: %v", s, want, m)
	}
	if r := m.Rank(); r != want.Neg+want.Pos {
		t.Fatalf("rank %d, signature %v: %v", r, want, m)
	}
	if k := m.Kernel(); k.Rows != want.Zero || !m.Mul(k.T()).IsZero() {
		t.Fatalf("kernel %v, signature %v: %v", k, want, m)
	}
	rows, proved, err := m.RegularBlock()
	if err != nil || proved && len(rows) != want.Neg+want.Pos {
		t.Fatalf("regular block %v, %v, %v, signature %v: %v", rows, proved, err, want, m)
	}
	if b := eliminated(m.Principal(rows).ToRows()); b.Zero > 0 || proved && (b.Neg != want.Neg || b.Pos != want.Pos) {
		t.Fatalf("the regular block %v has %v, all %v: %v", rows, b, want, m)
	}
	if v, value, ok, err := m.NegativeDirection(); err != nil || ok != (want.Neg > 0) || ok && (value.Sign() >= 0 || len(v) != m.Rows) {
		t.Fatalf("direction %v with %v, %v, %v, signature %v: %v", v, value, ok, err, want, m)
	}
}
