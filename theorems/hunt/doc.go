// Package hunt searches minima that nobody has told of, and finds where families of them begin.
//
//	the critical point of a symmetric shape      Settle                   settle.go
//	a family for other k, and where it turns     Follow, FindThreshold    follow.go
//	one search: down, off saddles, and a proof   Search, Find             search.go
//	what is searched                             Landscape                landscape.go
//	  a student and its teacher                  Student                  student.go
//	  any loss that is written as a formula      Formula                  landscape.go, prove.go
//	where searches start                         Way                      ways.go, shapes.go
//	many searches, kept in a record file         Hunt, Students           table.go, students.go
//	which minima are one up to symmetry          Landscape.Canonical      orbit.go
//	what is kept, and how far it goes            Store, FrontierOf        keep.go
//
// A search ends at a minimum only where certify has proved one, near the point and not global; a
// saddle, a flat valley and a point that has not converged are ends of their own.
package hunt
