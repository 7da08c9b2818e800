// Package formula reads a loss that is typed as text, and makes a models.Tape of it.
//
//	loss, err := formula.Parse("(1 - w1*w2*w3)^2")
//	loss.Names  // w1 w2 w3
//	loss.Tape() // to be decided, searched, trained, enclosed
//
// Which file answers which question:
//
//	what is a formula, and how is it printed    formula.go, print.go
//	what may be written                         lex.go (signs), parse.go (grammar), functions.go
//	what it means, and what is refused          evaluate.go, power.go, range.go
//	a point or a box typed as text              point.go
//	what an error looks like                    errors.go, nearest.go
//
// # What may be written
//
//	numbers      2  0.1  1e-3        exactly: 0.1 is 1/10
//	operations   + - * / ^           ^ goes first and from the right: -x^2 is -(x^2), x^y^z is x^(y^z)
//	functions    exp log sqrt tanh sigmoid softplus sin cos acos atan relu abs, of one argument;
//	             atan2(y, x), leakyrelu(x, slope); max, min and logsumexp of one or more
//	constants    pi
//	names        w1  θ  w[1]  w[i,j+1]
//	ranges       sum(i=1..5, w[i]^2)  prod(i=1..5, w[i])
//
// The signs − · × ÷ and superscripts as in x² are read as - * / ^. There is no product without
// a sign: 2x is an error that says so.
//
// An exponent is a constant: a whole number, or a half of one, where x^(1/2) is sqrt(x) and
// x^(3/2) is sqrt(x)^3. Of x^(1/3) and of x^y it is not plain what they mean where x < 0; the
// error says what may be written instead.
//
// A range is written out: its index is a whole number in its last argument, there alone, and may
// stand in expressions and in the brackets of a name. A range without numbers, as 1..0, is 0 for
// a sum and 1 for a product.
//
// w1 and w[1] are two names. A formula that uses both without declaring them is refused, as
// one of them is a slip of the pen.
//
// 0 times anything is 0, and x^0 is 1, where the other factor or x has no value too: 0*log(x) does not
// depend on x.
//
// The names are the parameters, in the order in which the written-out formula uses them first;
// or they are declared, and then no other may be used.
//
// The parser is our own, by binding powers (V. R. Pratt, "Top down operator precedence", POPL
// 1973): it is a page long, and a library for parsers would say neither where a column is nor
// what was meant.
package formula
