package decide

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/theorems/exact"
)

// flat says why a minimum or maximum is not strict, where that is known: by scalings of the parameters that
// leave the loss alone, [exact.Scalings], which make a curve of equal loss through w. A parameter that no
// term has may take any value.
func (p *point) flat() {
	if i := slices.Index(p.tape.Depends(), false); i >= 0 {
		p.because("it is not strict: the loss does not depend on %s", p.names[i])
		return
	}
	if !p.tape.HasKinks() {
		scalings, _ := exact.Scalings(p.tape) // none where that is not known
		for _, u := range scalings {
			if parts := p.scaled(u); len(parts) > 0 {
				p.because("it is not strict: the loss is the same at %s for every s > 0", strings.Join(parts, ", "))
				return
			}
		}
	}
	if p.loose {
		p.because("it is not strict")
	} else {
		p.because("whether it is strict is not known")
	}
}

// scaled returns what is to be scaled, of the parameters that are not 0.
func (p *point) scaled(u []*big.Rat) (parts []string) {
	for i, x := range u {
		if x.Sign() != 0 && p.w[i].Sign() != 0 {
			parts = append(parts, fmt.Sprintf("%s times %s", p.names[i], scale(x)))
		}
	}
	return parts
}

// scale returns s^u.
func scale(u *big.Rat) string {
	switch s := u.RatString(); {
	case s == "1":
		return "s"
	case u.IsInt():
		return "s^" + s
	default:
		return "s^(" + s + ")"
	}
}
