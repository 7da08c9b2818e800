package spectra_test

import (
	"testing"

	"saddle/spectra"
)

func TestErrorsSayWhatWouldDo(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{spectra.ErrDimension{Arg: "Start", Got: 2, Want: 3}, "spectra: Start has length 2, want 3"},
		{spectra.ErrIndex{Position: 1, Index: 5, Dim: 4}, "spectra: index[1] is 5, want distinct numbers from 0 to 3"},
		{spectra.ErrNotFinite{Arg: "a[0][1]", Value: 1 / zero}, "spectra: a[0][1] is +Inf, want a finite number"},
		{spectra.ErrNotSymmetric{I: 1, J: 0, Difference: 0.5}, "spectra: not symmetric: entries (1,0) and (0,1) differ by 0.5; symmetrize with (A + Aᵀ)/2 if that is meant"},
		{spectra.ErrNotSymmetric{I: 2, J: 5, Difference: 0.5, Products: true}, "spectra: the products are not those of a symmetric operator: q_2ᵀAq_5 and q_5ᵀAq_2 differ by 0.5, for Lanczos vectors q"},
		{spectra.ErrNotConverged{Residual: 0.25, Hint: "raise MaxSteps"}, "spectra: not converged: residual 0.25; raise MaxSteps"},
		{spectra.ErrArgument{Arg: "Workers", Value: -2, Want: "0 or more"}, "spectra: Workers is -2, want 0 or more"},
		{spectra.ErrShift{Shift: 1.5, Largest: 1e18}, "spectra: beside entries up to 1e+18, the shift 1.5 is lost in rounding, or they are: ask for 0, or for a modulus from 2.2e+02 to 4.5e+33"},
		{spectra.ErrSingular{Residual: 0.5, Normal: 1e-12}, "spectra: singular: the residual stays at 0.5, and the matrix takes its direction to length 1e-12; X is the least squares solution; a Shift makes the matrix regular"},
		{spectra.ErrNotPositiveDefinite{Arg: "b", Minor: 3, Form: -0.5}, "spectra: b is not positive definite: its leading block of order 3 has the last pivot -0.5; a multiple of I added to it would do"},
		{spectra.ErrNotPositiveDefinite{Arg: "Preconditioner", Form: -0.5}, "spectra: Preconditioner, which is to apply M⁻¹ for a positive definite M, is not positive definite: vᵀM⁻¹v is -0.5 for a unit vector v"},
		{spectra.ErrNotPositiveDefinite{Arg: "b", Form: -0.5}, "spectra: b is not positive definite: its product with a unit vector v has the component -0.5 along v"},
		{spectra.ErrVectorChanged{Product: 3}, "spectra: the Operator changed v in product 3; Mul may write to dst alone"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

var zero float64
