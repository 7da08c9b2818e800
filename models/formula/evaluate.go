package formula

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"saddle/models"
)

// mostSteps is how many steps a formula may take when it is written out. A step with constants
// counts once more for every 128 bits of them.
const mostSteps = 1 << 16

// An evaluation writes a formula out.
type evaluation struct {
	text      string
	names     []string
	declared  bool                   // the names are all there are
	number    map[string]int         // of a name
	parameter func(i int) models.Var // nil where no parameter may stand

	indices []binding // of the ranges around, the innermost last
	indexed []string  // every index so far
	steps   int
}

type binding struct {
	name  string
	value *big.Rat
}

// newEvaluation begins with the declared names; nil if there are none.
func newEvaluation(text string, names []string) *evaluation {
	e := &evaluation{text: text, declared: names != nil, number: map[string]int{}}
	for _, name := range names {
		e.add(name)
	}
	return e
}

func (e *evaluation) add(name string) int {
	e.number[name] = len(e.names)
	e.names = append(e.names, name)
	return e.number[name]
}

// A value is what a part of a formula stands for, and a bound of its degree: in numbers at a
// point of one bit, it takes some degree bits.
type value struct {
	v      models.Var
	degree int
}

func (e *evaluation) fail(n *node, why, hint string) error {
	return ErrSyntax{e.text, n.column, why, hint}
}

// spend takes steps; the error says that there are none left.
func (e *evaluation) spend(steps int) error {
	if e.steps += steps; e.steps > mostSteps {
		return ErrSize{"the formula, written out,", fmt.Sprintf("%d steps", mostSteps)}
	}
	return nil
}

// value evaluates n.
func (e *evaluation) value(n *node) (value, error) {
	if err := e.spend(1); err != nil {
		return value{}, err
	}
	before := e.steps
	z, err := e.raw(n)
	if err != nil {
		return value{}, err
	}
	if z.v.IsConstant() && (n.kind == callNode || n.text == "/" || n.text == "^") {
		if err := e.defined(n, z); err != nil {
			return value{}, err
		}
		if err := e.spend(e.steps - before); err != nil { // it was evaluated once more
			return value{}, err
		}
	}
	return e.bounded(n, z)
}

// bounded refuses a constant or a degree that is too large.
func (e *evaluation) bounded(n *node, z value) (value, error) {
	if c, ok := z.v.Rational(); ok {
		if bits(c) > mostBits {
			return value{}, e.fail(n, "the constant here is too long", fmt.Sprintf("want a fraction of at most %d bits", mostBits))
		}
		return value{v: z.v}, e.spend(bits(c) / 128)
	}
	if z.degree > mostExponent {
		return value{}, e.fail(n, fmt.Sprintf("the degree here is above %d", mostExponent), "write a formula of lower degree")
	}
	return z, nil
}

func (e *evaluation) raw(n *node) (value, error) {
	switch n.kind {
	case numberNode:
		return value{v: models.BigRat(n.value)}, nil
	case nameNode:
		return e.named(n)
	case minusNode:
		x, err := e.value(n.args[0])
		return value{x.v.Neg(), x.degree}, err
	case callNode:
		return e.call(n)
	case rangeNode:
		return e.ranged(n)
	}
	x, err := e.value(n.args[0])
	if err != nil {
		return value{}, err
	}
	if n.text == "^" {
		return e.raised(n, x)
	}
	y, err := e.value(n.args[1])
	if err != nil {
		return value{}, err
	}
	return e.combined(n, x, y)
}

// combined returns x + y, x − y, x y or x/y.
func (e *evaluation) combined(n *node, x, y value) (value, error) {
	switch n.text {
	case "+":
		return value{x.v.Add(y.v), max(x.degree, y.degree)}, nil
	case "-":
		return value{x.v.Sub(y.v), max(x.degree, y.degree)}, nil
	case "*":
		return value{x.v.Mul(y.v), x.degree + y.degree}, nil
	}
	if isZero(y.v) {
		return value{}, e.fail(n, "division by 0", "")
	}
	return value{x.v.Div(y.v), x.degree + y.degree}, nil
}

func isZero(v models.Var) bool {
	c, ok := v.Rational()
	return ok && c.Sign() == 0
}

// defined refuses a constant that is no number, as log(1 - pi).
func (e *evaluation) defined(n *node, z value) error {
	if _, rational := z.v.Rational(); rational {
		return nil
	}
	_, err := models.Trace(0, func([]models.Var) models.Var { return z.v }).EncloseLoss(nil)
	if err == nil {
		return nil
	}
	says, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "models: "), ";")
	return e.fail(n, "this is not known to be a number: "+says, "")
}

// named returns an index, π or a parameter.
func (e *evaluation) named(n *node) (value, error) {
	if n.text == "pi" {
		return value{v: models.Pi()}, nil
	}
	if c := e.indexValue(n.text); c != nil && len(n.args) == 0 {
		return value{v: models.BigRat(c)}, nil
	}
	name, err := e.name(n)
	if err != nil {
		return value{}, err
	}
	i, known := e.number[name]
	switch {
	case e.parameter == nil:
		return value{}, e.fail(n, name+" is not known to be a number", "want numbers alone")
	case slices.Contains(e.indexed, name):
		return value{}, e.fail(n, fmt.Sprintf("%s is the index of a range, and stands outside of it", name), "give one of them another name")
	case !known && e.declared:
		return value{}, e.fail(n, "unknown name "+name, e.meant(name))
	case !known:
		if other := e.twin(name); other != "" {
			return value{}, e.fail(n, fmt.Sprintf("%s and %s are two names", other, name), "write one of them, or declare both")
		}
		i = e.add(name)
	}
	return value{e.parameter(i), 1}, nil
}

// meant says which of the declared names may be meant.
func (e *evaluation) meant(name string) string {
	if other := e.twin(name); other != "" {
		return fmt.Sprintf("did you mean %s?", other)
	}
	if hint := suggestion(name, e.names); hint != "" {
		return hint
	}
	return "the names are " + joined(e.names)
}

// twin returns the name that is w[1] for w1 or w1 for w[1], if it is in use.
func (e *evaluation) twin(name string) string {
	other := strings.NewReplacer("[", "", "]", "").Replace(name)
	if other == name {
		digits := strings.TrimLeftFunc(name, func(r rune) bool { return !isDigit(r) })
		other = strings.TrimSuffix(name, digits) + "[" + digits + "]"
	}
	if _, used := e.number[other]; used {
		return other
	}
	return ""
}

// name returns a name as it is kept: with the values of its indices, as w[1,2].
func (e *evaluation) name(n *node) (string, error) {
	if len(n.args) == 0 {
		return n.text, nil
	}
	if e.indexValue(n.text) != nil {
		return "", e.fail(n, n.text+" is a number here", "give the index of the range another name")
	}
	var at []string
	for _, x := range n.args {
		i, err := e.whole(x)
		if err != nil {
			return "", err
		}
		at = append(at, i.String())
	}
	return n.text + "[" + strings.Join(at, ",") + "]", nil
}

// indexValue returns the value of an index, nil if there is none of this name.
func (e *evaluation) indexValue(name string) *big.Rat {
	for i := len(e.indices) - 1; i >= 0; i-- {
		if e.indices[i].name == name {
			return e.indices[i].value
		}
	}
	return nil
}

// whole evaluates what must be a whole number of at most 32 bits.
func (e *evaluation) whole(n *node) (*big.Int, error) {
	names := len(e.names)
	x, err := e.value(n)
	if err != nil {
		return nil, err
	}
	c, ok := x.v.Rational()
	if !ok || !c.IsInt() || c.Num().BitLen() > 31 || len(e.names) > names {
		return nil, e.fail(n, "this must be a whole number", "write one in numbers and indices of ranges")
	}
	return c.Num(), nil
}

// call evaluates a function.
func (e *evaluation) call(n *node) (value, error) {
	f := functions[n.text]
	if len(n.args) < f.least || f.most > 0 && len(n.args) > f.most {
		return value{}, e.fail(n, fmt.Sprintf("%s of %d arguments", n.text, len(n.args)), "write "+f.usage)
	}
	var z value
	var args []models.Var
	for _, a := range n.args {
		x, err := e.value(a)
		if err != nil {
			return value{}, err
		}
		if c, ok := x.v.Rational(); ok && f.domain != nil && !f.domain(c) {
			return value{}, e.fail(n, fmt.Sprintf("%s is not defined at %s", n.text, c.RatString()), "")
		}
		args = append(args, x.v)
		z.degree = max(z.degree, x.degree)
	}
	if n.text == "leakyrelu" {
		if _, ok := args[1].Rational(); !ok {
			return value{}, e.fail(n.args[1], "the slope of leakyrelu must be a rational number", "write "+f.usage)
		}
		z.degree++
	}
	z.v = f.apply(args)
	return z, nil
}
