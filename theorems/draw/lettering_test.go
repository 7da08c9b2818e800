package draw

import (
	"bytes"
	"strings"
	"testing"

	"saddle/theorems"
)

// What the font of a PNG has not is spelled, and nothing is dropped.
func TestSpelled(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "",
		"10⁻⁴":               "10^−4",
		"10¹⁰ and x²":        "10^10 and x²",
		"wₙ + w₁₂":           "w_n + w₁₂",
		"xⁿ⁺¹":               "x^(n+1)",
		"w ∈ ℝᵈ, ∇L ≠ 0":     "w in Rᵈ, grad L ≠ 0",
		"a\nb":               "a\nb",
		"目 \u202e\x00":       "[U+76EE] [U+202E][U+0000]",
		"½‖W₂W₁ − Σ‖² ≤ 3·t": "½‖W₂W₁ − Σ‖² ≤ 3·t",
	} {
		if got := spelled(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	for _, s := range scripts {
		if len(s.indices) != len(s.rows) {
			t.Errorf("%s: %d indices, %d characters", s.sign, len(s.indices), len(s.rows))
		}
	}
	for r := rune(0); r < 0x3000; r++ {
		if got := spelled("x" + string(r)); got == "x" && r != 0xad && r != 0x200b {
			t.Errorf("%U is dropped", r)
		} else if strings.ContainsFunc(strings.ReplaceAll(got, "\n", ""), missing) {
			t.Errorf("%U is %q, which the font has not", r, got)
		}
	}
}

// No name of an axis, a mark or a series of a PNG has a character that its font has not.
func TestLettersOfAPicture(t *testing.T) {
	f := theorems.Figure{Name: "f", X: theorems.Axis{Label: "wₙ ∈ ℝ", Log: true}, Y: theorems.Axis{Label: "‖∇L‖"},
		Series: []theorems.Series{{Name: "10⁻⁹", Mark: theorems.Line, X: []float64{1e-12, 1e-9, 1}, Y: []float64{0, 1e20, 1}}}}
	for name, spell := range map[string]func(string) string{"svg": asWritten, "png": spelled} {
		p, keys, err := layout(f, spell)
		if err != nil {
			t.Fatal(err)
		}
		texts := []string{p.X.Label.Text, p.Y.Label.Text, keys[0].name}
		for _, tick := range append(p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max), p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max)...) {
			texts = append(texts, tick.Label)
		}
		all := strings.Join(texts, " ")
		if lacks := strings.ContainsFunc(all, missing); lacks != (name == "svg") {
			t.Errorf("%s: %s", name, all)
		}
		if name == "png" && (!strings.Contains(all, " 10^−8 ") || !strings.Contains(all, "·10^19")) {
			t.Errorf("the marks are %s", all)
		}
	}
	var a, b bytes.Buffer
	if Write(&a, f, "png") != nil || Write(&b, f, "png") != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two pictures of one figure differ")
	}
}
