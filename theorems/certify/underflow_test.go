package certify_test

import (
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
)

// TestConstantsBelowFloat64: x² + y² − c s y² is a saddle, for a constant c that no float64
// comes near and s that makes up for it. Products of such constants are still the numbers
// that they are.
func TestConstantsBelowFloat64(t *testing.T) {
	for name, c := range map[string]models.Var{
		"2^-1100":      models.Rat(1, 2).Pow(1100),
		"2^-1076":      models.Const(5e-324).Mul(models.Rat(1, 4)),
		"3^-700":       models.Rat(1, 3).Pow(700),
		"2^-1074 / 10": models.Const(5e-324).Div(models.Rat(10, 1)),
	} {
		saddle := models.Trace(2, func(w []models.Var) models.Var {
			y := c.Mul(w[1].Sqr()).Mul(models.Const(0x1p600)).Mul(models.Const(0x1p600))
			return w[0].Sqr().Add(w[1].Sqr()).Sub(y)
		})
		for _, r := range []float64{0, 1e-9, 1} {
			if m, err := certify.StrictMinimum(saddle, []float64{0, 0}, r); err == nil {
				t.Errorf("c = %s, r = %v: %v", name, r, m)
			}
		}
	}
}
