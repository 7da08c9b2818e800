package browser

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// The page is valid HTML, with its SVG and its MathML.
func TestValid(t *testing.T) {
	jar := os.Getenv("VNU_JAR")
	if jar == "" {
		t.Skip("VNU_JAR does not say where the Nu HTML checker is")
	}
	path, err := file()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("java", "-jar", jar, "--format", "gnu", path).CombinedOutput()
	for line := range strings.Lines(string(out)) {
		// The checker does not know that a policy can have hashes; Chromium does.
		if !strings.Contains(line, "violates Content Security Policy (meta tag)") {
			t.Error(strings.TrimSpace(line))
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// The page of the claims and tables that there are is less than two megabytes: 12 kB for each claim with its
// pictures and their numbers.
func TestSize(t *testing.T) {
	path, err := file()
	if err != nil {
		t.Fatal(err)
	}
	if s, err := os.Stat(path); err != nil || s.Size() > 3_000_000 {
		t.Errorf("%d bytes: %v", s.Size(), err)
	} else {
		t.Logf("%d bytes", s.Size())
	}
}
