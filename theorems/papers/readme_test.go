package papers

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"saddle/models/formula"
	"saddle/theorems"
	"saddle/theorems/decide"
	"saddle/theorems/exact"
	"saddle/theorems/explore"
	"saddle/theorems/tables"
)

var write = flag.Bool("write", false, "write the generated parts of the documents")

// A generated part of a document stands between two marks.
type part struct{ file, name, want string }

// TestREADME checks what is generated: the conjecture and the answer are those of the example,
// the tables are those of the claims.
func TestREADME(t *testing.T) {
	parts, err := generated(string(must(os.ReadFile("../example_test.go"))(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		text := string(must(os.ReadFile(p.file))(t))
		if *write {
			begin, end := marks(p.name)
			text = strings.Replace(text, begin+section(text, p.name)+end, begin+p.want+end, 1)
			if err := os.WriteFile(p.file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := stale(text, p.name, p.want); err != nil {
			t.Errorf("%s: %v", p.file, err)
		}
	}
}

// generated returns the generated parts of the documents.
func generated(example string) ([]part, error) {
	conjecture, ok := between(example, "// A case is", "\n// Run finds")
	answer, ok2 := between(example, "// Output:\n", "\n}")
	if !ok || !ok2 || strings.Count(conjecture, "\n") < 10 {
		return nil, errors.New("the example has no conjecture, or no answer, between its marks")
	}
	const root = "../../README.md"
	asked, err := answers()
	if err != nil {
		return nil, err
	}
	far, err := frontierTables()
	if err != nil {
		return nil, err
	}
	return append(asked, []part{
		{root, "conjecture", "```go\n" + conjecture + "```\n"},
		{root, "answer", "```\n" + uncomment(answer) + "```\n"},
		{root, "papers", sources(All)},
		{root, "tables", tableList(Tables)},
		{"README.md", "claims", theorems.Table(All)},
		{"README.md", "frontier", far},
	}...), nil
}

// answers are the questions of the README with what they are answered, each with its command.
func answers() ([]part, error) {
	const chain, twoChains = "(1 - w1*w2*w3)^2", "(1 - w1*w2)^2 + (w1^2 + w2^2)/10"
	loss, err := formula.Parse(chain)
	if err != nil {
		return nil, err
	}
	decided, err := decide.Formula(loss, exact.Origin(3))
	if err != nil {
		return nil, err
	}
	if loss, err = formula.Parse(twoChains); err != nil {
		return nil, err
	}
	explored, err := explore.Formula(context.Background(), loss, &explore.Options{Seed: 1})
	if err != nil {
		return nil, err
	}
	show := func(command, answer string) string {
		return "```\ngo run ./theorems/cmd/saddle " + command + "\n```\n\n```text\n" + answer + "\n```\n"
	}
	const root = "../../README.md"
	return []part{
		{root, "decide", show("decide '"+chain+"' --at 0,0,0", decided.String())},
		{root, "explore", show("explore '"+twoChains+"'", explored.String())},
	}, nil
}

// tableList returns a Markdown table of the tables.
func tableList(all []tables.Experiment) string {
	var b strings.Builder
	b.WriteString("| table | from | cells × runs |\n|---|---|---|\n")
	for _, t := range all {
		in := t.Info()
		cells, runs, _ := t.Size()
		fmt.Fprintf(&b, "| `%s` | [%s](%s), %s | %d × %d |\n", in.Name, in.Source.Cite(), in.Source.URL, in.Source.At, cells, runs)
	}
	return b.String()
}

// sources returns a Markdown table of where claims come from, in their order, with how many
// are expected to come out how.
func sources(claims []theorems.Theorem) string {
	var order []theorems.Source
	count := map[string]map[theorems.Outcome]int{}
	for _, c := range claims {
		in := c.Info()
		if count[in.Source.Key] == nil {
			count[in.Source.Key] = map[theorems.Outcome]int{}
			order = append(order, in.Source)
		}
		count[in.Source.Key][in.Expect]++
	}
	var b strings.Builder
	b.WriteString("| claims | from | expected |\n|---|---|---|\n")
	for _, s := range order {
		var expected []string
		for _, o := range slices.Sorted(maps.Keys(count[s.Key])) {
			expected = append(expected, fmt.Sprintf("%d %s", count[s.Key][o], o))
		}
		fmt.Fprintf(&b, "| `%s/…` | [%s](%s) | %s |\n", s.Key, s.Title, s.URL, strings.Join(expected, ", "))
	}
	return b.String()
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

// stale reports a document whose section of that name is missing or not as wanted.
func stale(readme, name, want string) error {
	begin, end := marks(name)
	if _, ok := between(readme, begin, end); !ok {
		return errors.New("there is no section of " + name + " between its marks")
	}
	if section(readme, name) != want {
		return errors.New("the section of " + name + " is stale: go test ./theorems/papers -run README -write")
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
	example := string(must(os.ReadFile("../example_test.go"))(t))
	for _, mark := range []string{"// A case is", "// Run finds", "// Output:"} {
		if _, err := generated(strings.Replace(example, mark, "//", 1)); err == nil {
			t.Errorf("an example without %q passes", mark)
		}
	}
}
