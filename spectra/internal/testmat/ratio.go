package testmat

// RatioBound is LAPACK's bound for residual/(n‖A‖ε) and departure/(nε).
const RatioBound = 30
