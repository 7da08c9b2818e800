package theorems

// A Condition is a hypothesis of a claim, as it is shown.
type Condition struct {
	Name string `json:"name"`
	// Missing says that the claim lacks it, and is false without it.
	Missing bool `json:"missing,omitempty"`
	// Needed is the smallest case listed that needs it, as a Go literal: without the
	// hypothesis it is a counterexample; "" where none is listed, and one is found by a run.
	Needed string `json:"needed,omitempty"`
	// Idle says why the conclusion does not need it; "" if it does.
	Idle string `json:"idle,omitempty"`
}

// Conditions lists the hypotheses of c, and the one that it lacks.
func (c Claim[C]) Conditions() []Condition {
	e := c.erased()
	var out []Condition
	for _, h := range e.Given {
		d := Condition{Name: h.Name, Idle: h.Idle}
		if len(h.Known) > 0 && h.Idle == "" && !c.Exists {
			d.Needed = e.literal(h.Known[0])
		}
		out = append(out, d)
	}
	if e.Missing != nil {
		d := Condition{Name: e.Missing.Name, Missing: true}
		if len(e.Known) > 0 {
			d.Needed = e.literal(e.Known[0])
		}
		out = append(out, d)
	}
	return out
}

// Conditions returns nil: a law has a wrong sampler in place of hypotheses.
func (l Law) Conditions() []Condition { return nil }
