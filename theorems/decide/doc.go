// Package decide says what kind of point a point of a loss is, and proves it.
//
//	loss, err := formula.Parse("(1 - w1*w2*w3)^2")
//	w, err := formula.ParsePoint("0,0,0", loss.Names)
//	d, err := decide.Formula(loss, w)
//	fmt.Println(d)
//
// Which file answers which question:
//
//	what is asked, and in which order      decide.go, point.go
//	what the answer is, in text and JSON   decision.go, text.go, json.go
//	by gradient and Hessian                decide.go, hessian.go; number.go, vector.go
//	where the Hessian does not decide      degenerate.go
//	  bounds of the loss around the point  bound.go
//	  is a minimum strict?                 flat.go
//	on a kink                              kink.go, piece.go, hull.go
//	  curves along which it falls or rises curves.go
//	  in one dimension                     line.go
//	  in more                              cone.go
//	near a point of float64                near.go
//
// A verdict is a proof, and the theorem it follows from stands where it is drawn. It is "exact"
// if it was drawn in rational numbers, and "certified" if bounds were needed, which were rounded
// outward. What could not be decided is "unknown", and Why says why.
//
// On a kink the loss has no gradient. There, a point is critical if 0 lies in the convex hull of
// the limits of gradients nearby (F. H. Clarke, Optimization and Nonsmooth Analysis, 1983,
// section 2.3), as it does at every minimum and maximum.
package decide
