package train

import (
	"math"

	"saddle/models"
	"saddle/spectra/f64"
)

// A Stepper trains one net a batch at a time: of a data set, or of samples that are drawn afresh
// for every step. It belongs to one goroutine.
type Stepper struct {
	// Decay is λ ≥ 0: ½λ‖w‖² is added to the loss whose gradient is stepped by, but to no loss that
	// is returned.
	Decay float64

	net  Learner
	rule Optimiser
	w, g []float64
}

// NewStepper returns the net at w with a method at its start. It keeps w, and steps move it. It returns
// a models.ErrDimension unless w has the length of the net, or the error of the method.
func NewStepper(net Learner, m Method, w []float64) (*Stepper, error) {
	if len(w) != net.Dim() {
		return nil, models.ErrDimension{Arg: "w", Got: len(w), Want: net.Dim()}
	}
	if m == nil {
		return nil, models.ErrArgument{Arg: "Method", Want: "a rule to step by"}
	}
	rule, err := m.New(net.Dim(), 1)
	if err != nil {
		return nil, err
	}
	return &Stepper{net: net, rule: rule, w: w, g: make([]float64, net.Dim())}, nil
}

// Step moves w by what the method makes of the gradient of the loss of the batch at w, and returns that
// loss and how many samples were wrong before the step (see models.Net.Loss). Where the loss is not
// finite, no step is made. It panics if the batch does not fit the net; its Check says why. It
// allocates nothing but for the net's scratch.
func (s *Stepper) Step(b models.Batch) (loss float64, wrong int) {
	loss, wrong = s.net.LossGradient(s.g, s.w, b)
	if !finite(loss) {
		return loss, wrong
	}
	if s.Decay != 0 {
		f64.Axpy(s.g, s.Decay, s.w)
	}
	s.rule.Step(s.w, s.g)
	return loss, wrong
}

// W returns the parameters, which are those that steps move.
func (s *Stepper) W() []float64 { return s.w }

// Gradient returns the gradient by which the last step was made, decay included, until the next one.
func (s *Stepper) Gradient() []float64 { return s.g }

func finite(x float64) bool { return math.Abs(x) <= math.MaxFloat64 }
