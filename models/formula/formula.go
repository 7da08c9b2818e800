package formula

import (
	"fmt"
	"strings"

	"saddle/models"
)

// A Formula is a loss that was typed as text. It is immutable.
type Formula struct {
	// Names are those of the parameters, in their order; not to be changed.
	Names []string

	root *node
	tape *models.Tape
}

// Tape returns the loss as a function of the parameters.
func (f *Formula) Tape() *models.Tape { return f.tape }

// Parse reads a formula. With names, these are the parameters, in this order, whether the
// formula uses them or not; without, they are what it uses, in the order of first use.
//
// The error is an [ErrSyntax], which knows the column, or an [ErrSize]: a text of more than 2¹⁶
// bytes, a formula that is written out in more than 2¹⁶ steps, a constant of more than 4096
// bits, an exponent or a degree above 1000. What cannot be evaluated at any point is refused
// as well: 1/0, log(0), sqrt(-1). Cost: that of the written-out formula, twice.
func Parse(text string, names ...string) (*Formula, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	if err := checkNames(names); err != nil {
		return nil, err
	}
	e := newEvaluation(text, names)
	// How many names there are is known once all was evaluated. Until then all are one parameter.
	models.Trace(1, func(w []models.Var) models.Var {
		e.parameter = func(int) models.Var { return w[0] }
		_, err = e.value(root)
		return models.Var{}
	})
	if err != nil {
		return nil, err
	}
	e.steps = 0
	tape := models.Trace(len(e.names), func(w []models.Var) models.Var {
		e.parameter = func(i int) models.Var { return w[i] }
		var z value
		z, err = e.value(root)
		return z.v
	})
	if err != nil {
		return nil, err
	}
	return &Formula{Names: e.names, root: root, tape: tape}, nil
}

// checkNames refuses declared names that are none, or twice the same.
func checkNames(names []string) error {
	seen := map[string]bool{}
	for _, name := range names {
		read, err := readName(name)
		switch {
		case err != nil:
			return err
		case read != name:
			return ErrSyntax{name, 1, "a name is declared as it is kept", "write " + read}
		case seen[name]:
			return ErrSyntax{strings.Join(names, " "), 1, fmt.Sprintf("%s is declared twice", name), "give every parameter a name of its own"}
		}
		seen[name] = true
	}
	return nil
}

// readName reads a text that is a name and nothing else, as it is kept: w[1,2].
func readName(text string) (string, error) {
	p, err := newParser(text)
	if err != nil {
		return "", err
	}
	n, err := p.operand()
	if err != nil {
		return "", err
	}
	if err := p.end(); err != nil {
		return "", err
	}
	if n.kind != nameNode || n.text == "pi" {
		return "", p.fail(1, "this is no name of a parameter", "write one as w1 or w[1]")
	}
	return newEvaluation(text, nil).name(n)
}
