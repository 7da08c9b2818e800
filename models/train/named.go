package train

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// ErrMethod reports a name that no method has.
type ErrMethod struct{ Name string }

// Error says what is wrong and which names there are.
func (e ErrMethod) Error() string {
	return fmt.Sprintf("train: no method %q; there are %s", e.Name, strings.Join(Names(), ", "))
}

// named are the methods by their names, at a rate.
var named = map[string]func(rate float64) Method{
	"adadelta": func(float64) Method { return Adadelta{} },
	"adam":     func(rate float64) Method { return Adam{Rate: rate} },
	"gd":       func(rate float64) Method { return GradientDescent{Rate: rate} },
	"momentum": func(rate float64) Method { return Momentum{Rate: rate, Momentum: 0.9} },
	"nesterov": func(rate float64) Method { return Nesterov{Rate: rate, Momentum: 0.9} },
	"rmsprop":  func(rate float64) Method { return RMSprop{Rate: rate} },
}

// Names returns the names that [Named] knows, sorted.
func Names() []string { return slices.Sorted(maps.Keys(named)) }

// Named returns the method of a name, as "adam", at a rate, with its other options at their defaults;
// momentum and nesterov have 0.9, and adadelta has no rate. It returns an [ErrMethod] for any
// other name. Whether the rate will do, [Method].New says; 0 is the default where there is one.
func Named(name string, rate float64) (Method, error) {
	m, ok := named[name]
	if !ok {
		return nil, ErrMethod{name}
	}
	return m(rate), nil
}
