package exact

// findings are what was found of f, the loss on the kernel of the Hessian.
type findings struct {
	descent, ascent *Curve // along which it falls, or rises
	falls, rises    bool   // that it does, without a curve
	least, greatest bool   // f is nowhere below 0, or above
	strict          bool   // and is 0 at 0 alone
	flat            bool   // f is 0 along a curve
	why             string // what decided, or what was tried
}
