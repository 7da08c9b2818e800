package formula

import (
	"fmt"
	"math/big"
	"slices"
)

// deepest is how many parentheses, powers and signs may stand within one another.
const deepest = 200

// A node is a part of a formula as it was typed.
type node struct {
	kind   nodeKind
	text   string   // a number as typed, a name, an operation, a function, or "sum" and "prod"
	value  *big.Rat // of a number
	index  string   // of a range
	args   []*node  // operands; the indices of a name; first, last and term of a range
	column int
}

type nodeKind int

const (
	numberNode nodeKind = iota
	nameNode
	minusNode
	binaryNode
	callNode
	rangeNode
)

// Binding powers: how tightly an operation holds its operands.
const (
	sumPower     = 10
	productPower = 20
	minusPower   = 25
	powerPower   = 30
	atomPower    = 40
)

var powers = map[string]int{"+": sumPower, "-": sumPower, "*": productPower, "/": productPower, "^": powerPower}

type parser struct {
	text   string
	tokens []token
	depth  int
}

// newParser splits a text into tokens.
func newParser(text string) (*parser, error) {
	tokens, err := tokens(text)
	if err != nil {
		return nil, err
	}
	return &parser{text: text, tokens: tokens}, nil
}

// peek returns the next token, take reads it, and skip reads it if it is the sign s.
func (p *parser) peek() token { return p.tokens[0] }

func (p *parser) take() token {
	t := p.tokens[0]
	if t.kind != endToken {
		p.tokens = p.tokens[1:]
	}
	return t
}

func (p *parser) sees(s string) bool { return p.peek().kind == signToken && p.peek().text == s }

func (p *parser) skip(s string) bool {
	seen := p.sees(s)
	if seen {
		p.take()
	}
	return seen
}

// expect reads the sign s.
func (p *parser) expect(s string) error {
	if p.skip(s) {
		return nil
	}
	return p.unexpected(fmt.Sprintf("want %q", s))
}

func (p *parser) fail(column int, why, hint string) error {
	return ErrSyntax{p.text, column, why, hint}
}

// unexpected reports the next token where another was wanted.
func (p *parser) unexpected(want string) error {
	t := p.peek()
	if t.kind == endToken {
		return p.fail(t.column, "the text ends here", want)
	}
	return p.fail(t.column, fmt.Sprintf("%s is not expected here", t.text), want)
}

// end refuses what stands behind a formula.
func (p *parser) end() error {
	switch t := p.peek(); {
	case t.kind == endToken:
		return nil
	case t.kind == nameToken || t.kind == numberToken || p.sees("("):
		return p.unexpected("write * for a product")
	case p.sees(")"):
		return p.fail(t.column, "this parenthesis was never opened", "")
	}
	return p.unexpected("want an operation, or the end")
}

// expression reads operations that hold their operands at least as tightly as the least.
func (p *parser) expression(least int) (*node, error) {
	if p.depth++; p.depth > deepest {
		return nil, p.fail(p.peek().column, fmt.Sprintf("more than %d parts stand within one another here", deepest), "write it flatter")
	}
	defer func() { p.depth-- }()
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	for {
		op := p.peek()
		power := powers[op.text]
		if op.kind != signToken || power == 0 || power < least {
			return left, nil
		}
		p.take()
		next := power + 1
		if op.text == "^" {
			next = power // from the right
		}
		right, err := p.expression(next)
		if err != nil {
			return nil, err
		}
		left = &node{kind: binaryNode, text: op.text, args: []*node{left, right}, column: op.column}
	}
}

// operand reads a number, a name, a function, or what begins with a sign or a parenthesis.
func (p *parser) operand() (*node, error) {
	t := p.peek()
	switch {
	case t.kind == numberToken:
		value, ok := rational(t.text)
		if !ok {
			return nil, p.fail(t.column, "this number is too long", fmt.Sprintf("want a fraction of at most %d bits", mostBits))
		}
		p.take()
		return &node{kind: numberNode, text: t.text, value: value, column: t.column}, nil
	case t.kind == nameToken:
		return p.named(p.take())
	case p.skip("-"):
		x, err := p.expression(minusPower)
		return &node{kind: minusNode, args: []*node{x}, column: t.column}, err
	case p.skip("+"):
		return p.expression(minusPower)
	case p.skip("("):
		x, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		return x, p.expect(")")
	}
	return nil, p.unexpected("want a number, a name or a function")
}

// named reads what begins with a name.
func (p *parser) named(name token) (*node, error) {
	_, function := functions[name.text]
	ranged := name.text == "sum" || name.text == "prod"
	switch {
	case p.sees("(") && ranged:
		return p.ranged(name)
	case p.sees("(") && !function:
		return nil, p.unknownFunction(name)
	case (function || ranged) && !p.sees("("):
		return nil, p.fail(name.column, name.text+" is a function", "write "+usage(name.text))
	case function:
		args, err := p.list("(", ")")
		return &node{kind: callNode, text: name.text, args: args, column: name.column}, err
	case p.sees("[") && name.text != "pi":
		args, err := p.list("[", "]")
		return &node{kind: nameNode, text: name.text, args: args, column: name.column}, err
	}
	return &node{kind: nameNode, text: name.text, column: name.column}, nil
}

// unknownFunction reports a name before a parenthesis that is none of a function.
func (p *parser) unknownFunction(name token) error {
	hint := suggestion(name.text, functionNames())
	if hint == "" {
		hint = fmt.Sprintf("for a product write %s*(…); functions are %s", name.text, joined(functionNames()))
	}
	return p.fail(name.column, "unknown function "+name.text, hint)
}

// list reads expressions between signs, with commas.
func (p *parser) list(open, shut string) ([]*node, error) {
	p.take() // open
	var args []*node
	for {
		x, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		args = append(args, x)
		if !p.skip(",") {
			return args, p.expect(shut)
		}
	}
}

// ranged reads (i=1..5, term).
func (p *parser) ranged(name token) (*node, error) {
	p.take() // (
	index := p.take()
	if index.kind != nameToken || !p.skip("=") {
		return nil, p.fail(index.column, "a range begins with its index", "write "+usage(name.text))
	}
	if _, taken := functions[index.text]; taken || slices.Contains([]string{"pi", "sum", "prod"}, index.text) {
		return nil, p.fail(index.column, index.text+" has a meaning of its own", "give the index another name")
	}
	n := &node{kind: rangeNode, text: name.text, index: index.text, column: name.column, args: make([]*node, 3)}
	for i, sign := range []string{"..", ",", ")"} {
		x, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		n.args[i] = x
		if err := p.expect(sign); err != nil {
			return nil, err
		}
	}
	return n, nil
}
