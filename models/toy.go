package models

// A Toy is a function of two variables w = (x, y) with a critical point at the
// origin, of the kind used to show what first and second derivatives tell and what
// they do not. Its float64 code is its tape.
type Toy struct {
	Name    string // as "monkey saddle"
	Formula string // as "x³ − 3xy²"
	*Tape
}

// Toys returns, at the origin: a strict minimum and a strict saddle; a minimum and
// a saddle with the same Hessian diag(2, 0); a constant, a strict maximum and a
// saddle with the same Hessian 0.
func Toys() []Toy {
	return []Toy{
		toy("bowl", "x² + 3y²", func(x, y Var) Var { return x.Sqr().Add(Rat(3, 1).Mul(y.Sqr())) }),
		toy("saddle", "−x² + 3y²", func(x, y Var) Var { return Rat(3, 1).Mul(y.Sqr()).Sub(x.Sqr()) }),
		toy("flat bowl", "x² + y⁴", func(x, y Var) Var { return x.Sqr().Add(y.Pow(4)) }),
		toy("flat saddle", "x² − y⁴", func(x, y Var) Var { return x.Sqr().Sub(y.Pow(4)) }),
		toy("constant", "0", func(x, y Var) Var { return Var{} }),
		toy("flat hill", "−x⁴ − y⁴", func(x, y Var) Var { return x.Pow(4).Neg().Sub(y.Pow(4)) }),
		toy("monkey saddle", "x³ − 3xy²", func(x, y Var) Var {
			return x.Pow(3).Sub(Rat(3, 1).Mul(x).Mul(y.Sqr()))
		}),
	}
}

func toy(name, formula string, f func(x, y Var) Var) Toy {
	return Toy{name, formula, Trace(2, func(w []Var) Var { return f(w[0], w[1]) })}
}
