// A certificate of a spurious minimum in 300 bits: the point is w + tail, n·d numbers each, and the bounds are
// those that it states. Returns 0 if all of them hold and prove it, else the number of the first check that
// fails, as spurious.go names it.
int arb_spurious(int k, int n, int d, const double *w, const double *tail, double radius, double gradient, double curvature,
	double complement, double shortest, double angle, double loss);
