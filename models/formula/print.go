package formula

import "strings"

// String returns the formula as it was typed, in plain signs, with the parentheses that it
// needs: [Parse] reads the same formula from it, with the same tape.
func (f *Formula) String() string {
	var b strings.Builder
	f.root.print(&b)
	return b.String()
}

// power is how tightly the outermost operation of n holds its operands.
func (n *node) power() int {
	switch n.kind {
	case minusNode:
		return minusPower
	case binaryNode:
		return powers[n.text]
	}
	return atomPower
}

func (n *node) print(b *strings.Builder) {
	switch n.kind {
	case numberNode:
		b.WriteString(n.text)
	case nameNode:
		b.WriteString(n.text)
		if len(n.args) > 0 {
			n.printArgs(b, "[", ",", "]")
		}
	case minusNode:
		b.WriteByte('-')
		n.args[0].printWithin(b, minusPower)
	case callNode:
		b.WriteString(n.text)
		n.printArgs(b, "(", ", ", ")")
	case rangeNode:
		b.WriteString(n.text + "(" + n.index + "=")
		for i, sign := range []string{"..", ", ", ")"} {
			n.args[i].print(b)
			b.WriteString(sign)
		}
	case binaryNode:
		n.printBinary(b)
	}
}

func (n *node) printBinary(b *strings.Builder) {
	power := n.power()
	left, right, sign := power, power+1, n.text
	switch n.text {
	case "^": // of an atom, to what a sign may begin
		left, right = atomPower, minusPower
	case "+", "-":
		sign = " " + sign + " "
	}
	n.args[0].printWithin(b, left)
	b.WriteString(sign)
	n.args[1].printWithin(b, right)
}

// printWithin prints n in parentheses if it does not hold its operands as tightly as the least.
func (n *node) printWithin(b *strings.Builder, least int) {
	if n.power() >= least {
		n.print(b)
		return
	}
	b.WriteByte('(')
	n.print(b)
	b.WriteByte(')')
}

func (n *node) printArgs(b *strings.Builder, open, comma, shut string) {
	b.WriteString(open)
	for i, x := range n.args {
		if i > 0 {
			b.WriteString(comma)
		}
		x.print(b)
	}
	b.WriteString(shut)
}
