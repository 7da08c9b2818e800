// Package sphere finds all critical points of a form on a circle or a sphere, and proves that they are all.
//
//	what is counted                     Census                 census.go
//	on the circle, exactly              Circle                 circle.go
//	on the circle, by intervals         CircleWithin           arcs.go
//	on the sphere, by intervals         Sphere                 sphere.go
//	  its charts, three faces of a cube                        chart.go
//	  boxes without points, or with one                        search.go, taylor.go
//	  one point near a point                                   root.go
//
// A form of degree p in n variables is given by its coefficients in the order of models/spin: c_{i_1…i_p} for i_1 ≤ … ≤ i_p, the
// last index fastest. With two variables c_j is that of x^(p−j) y^j.
//
// On the sphere σ is critical where ∇H is a multiple of σ, which is so along a whole line through 0: both ends of each count.
package sphere
