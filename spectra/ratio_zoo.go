package spectra

// ratioBound is LAPACK's bound for residual/(n‖A‖ε) and departure/(nε).
const ratioBound = 30
