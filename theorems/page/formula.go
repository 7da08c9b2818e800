package page

import (
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"slices"
	"strings"
)

// A formula has at most so many values, of a literal of at most so many bytes: what is larger
// is easier to read as a literal.
const (
	formulaValues = 400
	formulaBytes  = 1 << 14
)

// formula writes a Go literal as mathematics, in MathML: lists as vectors, lists of equally
// long lists as matrices, and structs and maps as what each name is. It returns "" for what is
// no literal of these, or too large.
func formula(literal string) template.HTML {
	if len(literal) > formulaBytes {
		return ""
	}
	e, err := parser.ParseExpr(literal)
	if err != nil {
		return ""
	}
	var w formulaWriter
	w.value(e)
	if w.failed || w.values > formulaValues {
		return ""
	}
	return template.HTML(`<math display="block">` + w.String() + `</math>`)
}

type formulaWriter struct {
	strings.Builder
	values int
	failed bool
}

// tag writes an element of text.
func (w *formulaWriter) tag(name, text string) {
	w.WriteString("<" + name + ">" + template.HTMLEscapeString(text) + "</" + name + ">")
}

func (w *formulaWriter) value(e ast.Expr) {
	w.values++
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.INT || e.Kind == token.FLOAT || e.Kind == token.IMAG {
			w.tag("mn", e.Value)
		} else {
			w.tag("mtext", e.Value)
		}
	case *ast.ParenExpr:
		w.value(e.X)
	case *ast.UnaryExpr:
		w.signed(e)
	case *ast.BinaryExpr:
		w.binary(e)
	case *ast.Ident:
		w.ident(e.Name)
	case *ast.SelectorExpr:
		w.tag("mi", e.Sel.Name)
	case *ast.CallExpr:
		w.call(e)
	case *ast.CompositeLit:
		w.composite(e)
	default:
		w.failed = true
	}
}

func (w *formulaWriter) ident(name string) {
	switch name {
	case "nil":
		w.fenced("(", ")", nil)
	case "true", "false":
		w.tag("mtext", name)
	default:
		w.tag("mi", name)
	}
}

func (w *formulaWriter) signed(e *ast.UnaryExpr) {
	w.WriteString("<mrow>")
	switch e.Op {
	case token.SUB:
		w.tag("mo", "−")
	case token.ADD, token.AND:
	default:
		w.failed = true
	}
	w.value(e.X)
	w.WriteString("</mrow>")
}

// binary writes sums, of which complex numbers are, and fractions.
func (w *formulaWriter) binary(e *ast.BinaryExpr) {
	element, sign := "mrow", ""
	switch e.Op {
	case token.QUO:
		element = "mfrac"
	case token.ADD:
		sign = "+"
	case token.SUB:
		sign = "−"
	default:
		w.failed = true
	}
	w.WriteString("<" + element + ">")
	w.value(e.X)
	if sign != "" {
		w.tag("mo", sign)
	}
	w.value(e.Y)
	w.WriteString("</" + element + ">")
}

// call writes what literals have calls for: the values of package math, and conversions.
func (w *formulaWriter) call(e *ast.CallExpr) {
	name := ""
	if f, ok := e.Fun.(*ast.SelectorExpr); ok {
		if p, ok := f.X.(*ast.Ident); ok {
			name = p.Name + "." + f.Sel.Name
		}
	}
	switch {
	case name == "math.NaN":
		w.tag("mtext", "NaN")
	case name == "math.Inf" && len(e.Args) == 1:
		if sign, ok := e.Args[0].(*ast.UnaryExpr); ok && sign.Op == token.SUB {
			w.tag("mo", "−")
		}
		w.tag("mi", "∞")
	case name == "math.Copysign" && len(e.Args) == 2:
		w.tag("mo", "−")
		w.value(e.Args[0])
	case len(e.Args) == 1 && !strings.HasPrefix(name, "math."):
		w.value(e.Args[0])
	default:
		w.failed = true
	}
}

func (w *formulaWriter) composite(e *ast.CompositeLit) {
	keyed := len(e.Elts) > 0
	for _, x := range e.Elts {
		_, ok := x.(*ast.KeyValueExpr)
		keyed = keyed && ok
	}
	switch {
	case keyed:
		w.named(e.Elts)
	case isMatrix(e.Elts):
		w.tag("mo", "(")
		w.WriteString("<mtable>")
		for _, row := range e.Elts {
			w.WriteString("<mtr>")
			for _, x := range row.(*ast.CompositeLit).Elts {
				w.WriteString("<mtd>")
				w.value(x)
				w.WriteString("</mtd>")
			}
			w.WriteString("</mtr>")
		}
		w.WriteString("</mtable>")
		w.tag("mo", ")")
	default:
		w.fenced("(", ")", e.Elts)
	}
}

// named writes a line for each name or key.
func (w *formulaWriter) named(pairs []ast.Expr) {
	w.WriteString(`<mtable class="named">`)
	for _, x := range pairs {
		pair := x.(*ast.KeyValueExpr)
		w.WriteString("<mtr><mtd>")
		sign := "↦"
		if name, ok := pair.Key.(*ast.Ident); ok {
			w.tag("mi", name.Name)
			sign = "="
		} else {
			w.value(pair.Key)
		}
		w.WriteString("</mtd><mtd>")
		w.tag("mo", sign)
		w.WriteString("</mtd><mtd>")
		w.value(pair.Value)
		w.WriteString("</mtd></mtr>")
	}
	w.WriteString("</mtable>")
}

func (w *formulaWriter) fenced(open, end string, elements []ast.Expr) {
	w.WriteString("<mrow>")
	w.WriteString(`<mo stretchy="false">` + open + "</mo>")
	for i, x := range elements {
		if i > 0 {
			w.tag("mo", ",")
		}
		w.value(x)
	}
	w.WriteString(`<mo stretchy="false">` + end + "</mo>")
	w.WriteString("</mrow>")
}

// isMatrix reports whether the elements are lists of one length, of numbers.
func isMatrix(rows []ast.Expr) bool {
	columns := 0
	for _, x := range rows {
		row, ok := x.(*ast.CompositeLit)
		if !ok || len(row.Elts) == 0 || columns > 0 && len(row.Elts) != columns || slices.ContainsFunc(row.Elts, isNoNumber) {
			return false
		}
		columns = len(row.Elts)
	}
	return columns > 0
}

func isNoNumber(e ast.Expr) bool {
	if sign, ok := e.(*ast.UnaryExpr); ok {
		e = sign.X
	}
	_, ok := e.(*ast.BasicLit)
	return !ok
}
