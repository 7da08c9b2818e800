package theorems

import "testing"

// fuzz decides the case that data draws; see [Claim.Fuzz].
func (c claim) fuzz(t *testing.T, data []byte) {
	if err := c.malformed(); err != nil {
		t.Fatal(err)
	}
	r := c.itself()
	if r.draw == nil {
		return
	}
	d := r.chosen(choicesOf(data))
	if d.rejected {
		t.SkipNow()
	}
	j := c.judge(r, d, Key{Claim: c.Name, Choices: d.from.String()})
	switch {
	case j.err != nil:
		t.Fatal(c.faulty(&j))
	case c.Exists || j.e.Verdict != False || !j.e.Grade.proves():
	case c.Expect != Refuted:
		t.Fatalf("%q is false: %s\n%v\nkey: %v", c.Says, c.literal(j.x), j.e, j.key)
	case c.Missing != nil && c.Missing.Holds(clone(j.x)):
		t.Fatalf("%q is false with %q too: %s\n%v\nkey: %v", c.Says, c.Missing.Name, c.literal(j.x), j.e, j.key)
	}
}
