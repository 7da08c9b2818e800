// Package explore searches a loss for its critical points, decides them, and lists them.
//
//	loss, err := formula.Parse("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
//	found, err := explore.Formula(ctx, loss, nil)
//	fmt.Println(found)
//
// Which file answers which question:
//
//	what is asked, and what is found      explore.go, map.go
//	from a start to an end                searcher.go, ends.go
//	from an end to an exact point         snap.go
//	which ends are one point              rows.go
//	symmetries of a polynomial            symmetry.go
//	whole curves of critical points       continuum.go
//	the table, in text and JSON           text.go, json.go
//	ways and heights, to be drawn         picture.go
//
// What is listed was proved by package decide, line by line, or is said not to have been. That
// nothing is missing is not proved: a search finds what it finds.
package explore
