package ensemble

import "saddle/spectra/rational"

// A surd is a + b√2.
type surd struct{ a, b rational.Number }

func integer(n int64) surd { return surd{a: rational.Int(n)} }

func (x surd) add(y surd) surd { return surd{x.a.Add(y.a), x.b.Add(y.b)} }
func (x surd) sub(y surd) surd { return surd{x.a.Sub(y.a), x.b.Sub(y.b)} }
func (x surd) neg() surd       { return surd{x.a.Neg(), x.b.Neg()} }
func (x surd) isZero() bool    { return x.a.IsZero() && x.b.IsZero() }

func (x surd) mul(y surd) surd {
	bb := x.b.Mul(y.b)
	return surd{x.a.Mul(y.a).Add(bb).Add(bb), x.a.Mul(y.b).Add(x.b.Mul(y.a))}
}

func (x surd) times(r rational.Number) surd { return surd{x.a.Mul(r), x.b.Mul(r)} }

func (x surd) plus(b, c, d, e surd) surd { return x.add(b.mul(c)).sub(d.mul(e)) }

func (x surd) scaled(p, q int64) surd { return x.times(rational.New(p, q)) }

// inverse returns (a − b√2)/(a² − 2b²), whose denominator is 0 for 0 alone, as √2 is irrational.
func (x surd) inverse() surd {
	bb := x.b.Mul(x.b)
	norm := x.a.Mul(x.a).Sub(bb).Sub(bb).Inverse()
	return surd{x.a.Mul(norm), x.b.Neg().Mul(norm)}
}
