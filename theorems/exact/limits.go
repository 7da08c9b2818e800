package exact

const (
	// firstOrder is the order to which a loss is followed before its terms are looked at.
	firstOrder = 16
	// mostReduced is how many parameters a loss may have that is reduced to the kernel of its Hessian.
	mostReduced = 150
	// mostLines is for how many parameters directions of curvature are computed, which is more work than
	// their signs.
	mostLines = 64
	// termsWork is the most work that an expansion of a whole loss may take: about a tenth of a second.
	termsWork = 1 << 20
	// mostExponents is how many exponents the terms of a polynomial may have that is looked at.
	mostExponents = 1 << 23
)
