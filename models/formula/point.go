package formula

import (
	"fmt"
	"math/big"
	"slices"
)

// ParsePoint reads a number for each of the names, in their order: "0, 1/2, -1e-3", or with the
// names in any order, "w2=1/2, w1=0". What [Parse] takes for a constant may stand for a
// number if it is rational; it is read exactly. The error is an [ErrSyntax] or an [ErrSize].
func ParsePoint(text string, names []string) ([]*big.Rat, error) {
	point := make([]*big.Rat, len(names))
	err := parseEntries(text, names, func(p *parser, i int) error {
		var err error
		point[i], err = p.number()
		return err
	})
	if err != nil {
		return nil, err
	}
	return point, nil
}

// A Range is the numbers from Lo to Hi, Lo ≤ Hi.
type Range struct{ Lo, Hi *big.Rat }

// ParseBox reads a range for each of the names as [ParsePoint] reads numbers: "-3..3, 0..1" or
// "y=0..1, x=-3..3". A single range without a name is meant for all names, if there are any.
func ParseBox(text string, names []string) ([]Range, error) {
	if p, err := newParser(text); err == nil && len(names) != 1 {
		if r, err := p.bounds(); err == nil && p.end() == nil {
			return slices.Repeat([]Range{r}, len(names)), nil
		}
	}
	box := make([]Range, len(names))
	err := parseEntries(text, names, func(p *parser, i int) error {
		var err error
		box[i], err = p.bounds()
		return err
	})
	if err != nil {
		return nil, err
	}
	return box, nil
}

// parseEntries calls read at the value of each entry, with the number of its name.
func parseEntries(text string, names []string, read func(p *parser, i int) error) error {
	p, err := newParser(text)
	if err != nil {
		return err
	}
	var seen []string // names so far
	count := 0
	for p.peek().kind != endToken || count > 0 {
		start := p.peek()
		i, name, err := p.entry(names, count)
		switch {
		case err != nil:
			return err
		case start.kind == endToken && count > 0:
			return p.unexpected("want a number after the comma")
		case slices.Contains(seen, name):
			return p.fail(start.column, name+" is given twice", "")
		case count > 0 && (name == "") != (len(seen) == 0):
			return p.fail(start.column, "some entries have names and some have none", "name all or none")
		case name != "":
			seen = append(seen, name)
		}
		if err := read(p, i); err != nil {
			return err
		}
		if count++; !p.skip(",") {
			break
		}
	}
	if err := p.end(); err != nil {
		return err
	}
	if count < len(names) {
		missing := names[count:]
		if len(seen) > 0 {
			missing = slices.DeleteFunc(slices.Clone(names), func(s string) bool { return slices.Contains(seen, s) })
		}
		return p.fail(p.peek().column, fmt.Sprintf("no number for %s", joined(missing)), "give one for each of "+joined(names))
	}
	return nil
}

// entry reads the name of entry number count, if it has one, and returns the number of the
// parameter.
func (p *parser) entry(names []string, count int) (i int, name string, err error) {
	rest, start := p.tokens, p.peek()
	if n, err := p.operand(); err == nil && n.kind == nameNode && p.skip("=") {
		e := newEvaluation(p.text, names)
		if name, err = e.name(n); err != nil {
			return 0, "", err
		}
		if i = slices.Index(names, name); i < 0 {
			return 0, "", p.fail(start.column, "unknown name "+name, e.meant(name))
		}
		return i, name, nil
	}
	p.tokens, p.depth = rest, 0
	if count >= len(names) {
		return 0, "", p.fail(start.column, fmt.Sprintf("more numbers than names: want %d", len(names)), "the names are "+joined(names))
	}
	return count, "", nil
}

// number reads a rational constant.
func (p *parser) number() (*big.Rat, error) {
	n, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	x, err := newEvaluation(p.text, nil).value(n)
	if err != nil {
		return nil, err
	}
	c, ok := x.v.Rational()
	if !ok {
		return nil, p.fail(n.column, "this is not a rational number", "write a fraction, as 1/3, or decimals")
	}
	return c, nil
}

// bounds reads a range.
func (p *parser) bounds() (Range, error) {
	column := p.peek().column
	lo, err := p.number()
	if err != nil {
		return Range{}, err
	}
	if err := p.expect(".."); err != nil {
		return Range{}, err
	}
	hi, err := p.number()
	if err != nil {
		return Range{}, err
	}
	if lo.Cmp(hi) > 0 {
		return Range{}, p.fail(column, "this range ends before it begins", "write the lesser number first")
	}
	return Range{lo, hi}, nil
}
