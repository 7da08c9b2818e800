package theorems

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var write = flag.Bool("write", false, "write the generated parts of the README")

// TestREADME checks the parts of the README that are generated: the conjecture
// and the answer are those of the example, the table is that of the claims.
func TestREADME(t *testing.T) {
	const path = "../README.md"
	readme := string(must(os.ReadFile(path))(t))
	example := string(must(os.ReadFile("example_test.go"))(t))
	parts, err := generated(example)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range parts {
		if *write {
			begin, end := marks(name)
			readme = strings.Replace(readme, begin+section(readme, name)+end, begin+want+end, 1)
		}
		if err := stale(readme, name, want); err != nil {
			t.Error(err)
		}
	}
	if *write {
		if err := os.WriteFile(path, []byte(readme), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// generated returns the generated parts of the README.
func generated(example string) (map[string]string, error) {
	conjecture, ok := between(example, "// A case is", "\n// Run finds")
	answer, ok2 := between(example, "// Output:\n", "\n}")
	if !ok || !ok2 || strings.Count(conjecture, "\n") < 10 {
		return nil, errors.New("the example has no conjecture, or no answer, between its marks")
	}
	return map[string]string{
		"claims":     Table(All),
		"conjecture": "```go\n" + conjecture + "```\n",
		"answer":     "```\n" + uncomment(answer) + "```\n",
	}, nil
}

func marks(name string) (begin, end string) {
	return fmt.Sprintf("<!-- %s -->\n", name), fmt.Sprintf("<!-- end of %s -->", name)
}

// section returns what stands between the marks of a name.
func section(readme, name string) string {
	begin, end := marks(name)
	s, _ := between(readme, begin, end)
	return strings.TrimPrefix(s, begin)
}

// stale reports a README whose section of that name is missing or not as wanted.
func stale(readme, name, want string) error {
	begin, end := marks(name)
	if _, ok := between(readme, begin, end); !ok {
		return errors.New("the README has no section of " + name + " between its marks")
	}
	if section(readme, name) != want {
		return errors.New("the README's section of " + name + " is stale: go test ./theorems -run README -write")
	}
	return nil
}

// between returns s from the first begin, included, to the next end, excluded.
func between(s, begin, end string) (part string, ok bool) {
	i := strings.Index(s, begin)
	if i < 0 {
		return "", false
	}
	j := strings.Index(s[i+len(begin):], end)
	if j < 0 {
		return "", false
	}
	return s[i : i+len(begin)+j], true
}

// uncomment returns the lines of a comment behind its first one.
func uncomment(s string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSuffix(s, "\n"), "\n")[1:] {
		b.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "\t"), "// ") + "\n")
	}
	return b.String()
}

func TestSabotageOfREADME(t *testing.T) {
	const table = "| a |\n"
	good := "# x\n<!-- claims -->\n| a |\n<!-- end of claims -->\n"
	if err := stale(good, "claims", table); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{"", strings.Replace(good, "a |", "b |", 1), strings.Replace(good, "end of", "", 1)} {
		if stale(bad, "claims", table) == nil {
			t.Errorf("%q passes", bad)
		}
	}
	example := string(must(os.ReadFile("example_test.go"))(t))
	for _, mark := range []string{"// A case is", "// Run finds", "// Output:"} {
		if _, err := generated(strings.Replace(example, mark, "//", 1)); err == nil {
			t.Errorf("an example without %q passes", mark)
		}
	}
}
