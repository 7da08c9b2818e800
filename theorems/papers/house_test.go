package papers

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"saddle/theorems"
)

// declared returns the package-level variables of Go source whose value is a literal of type
// Claim or Law, or a call of a function that returns one, with their files.
func declared(files map[string]string) (map[string]string, error) {
	parsed := map[string]*ast.File{}
	makers := map[string]bool{}
	for file, source := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			return nil, err
		}
		parsed[file] = f
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Type.Results != nil {
				makers[fn.Name.Name] = isClaim(fn.Type.Results.List[0].Type)
			}
		}
	}
	names := map[string]string{}
	for file, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			v, ok := n.(*ast.ValueSpec)
			for i := 0; ok && i < len(v.Values); i++ {
				switch value := v.Values[i].(type) {
				case *ast.CompositeLit:
					ok = isClaim(value.Type)
				case *ast.CallExpr:
					id, named := value.Fun.(*ast.Ident)
					ok = named && makers[id.Name]
				default:
					ok = false
				}
				if ok {
					names[v.Names[i].Name] = file
				}
			}
			_, body := n.(*ast.FuncDecl)
			return !body
		})
	}
	return names, nil
}

// isClaim reports whether a type is theorems.Claim[…], theorems.Law or theorems.Theorem.
func isClaim(t ast.Expr) bool {
	index, generic := t.(*ast.IndexExpr)
	if generic {
		t = index.X
	}
	of, ok := t.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := of.X.(*ast.Ident)
	return ok && pkg.Name == "theorems" && slices.Contains([]string{"Claim", "Law", "Theorem"}, of.Sel.Name)
}

// unlisted reports the declared claims that the literal list All leaves out.
func unlisted(files map[string]string) []error {
	names, err := declared(files)
	if err != nil {
		return []error{err}
	}
	listed, err := elements(files["papers.go"], "All")
	if err != nil {
		return []error{err}
	}
	var errs []error
	for _, n := range slices.Sorted(maps.Keys(names)) {
		if !slices.Contains(listed, n) {
			errs = append(errs, fmt.Errorf("the claim %s is not in All", n))
		}
	}
	return errs
}

// elements returns the identifiers in the literal of a package-level variable.
func elements(source, name string) ([]string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		return nil, err
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || v.Names[0].Name != name {
			return true
		}
		for _, e := range v.Values[0].(*ast.CompositeLit).Elts {
			if id, ok := e.(*ast.Ident); ok {
				out = append(out, id.Name)
			}
		}
		return false
	})
	if out == nil {
		return nil, fmt.Errorf("there is no list %s", name)
	}
	return out, nil
}

// misplaced reports a claim whose variable or file is not named for it. The paper's key is
// how the file's name begins, what the claim says is the variable.
func misplaced(claim, variable, file string) error {
	key, says, _ := strings.Cut(claim, "/")
	if want := camelCase(says); variable != want {
		return fmt.Errorf("%s is the variable %s, not %s", claim, variable, want)
	}
	if base := strings.TrimSuffix(file, ".go"); base != key && !strings.HasPrefix(base, key+"_") {
		return fmt.Errorf("%s is in %s, not in %s.go or %s_….go", claim, file, key, key)
	}
	return nil
}

// written are the words that a name in Go writes in its own way.
var written = map[string]string{"goe": "GOE", "relu": "ReLU", "2k": "2K", "sgd": "SGD", "sam": "SAM"}

func camelCase(words string) string {
	var b strings.Builder
	for _, w := range strings.Split(words, "-") {
		if written[w] != "" {
			w = written[w]
		}
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

func TestEveryClaimIsInAll(t *testing.T) {
	files := map[string]string{}
	for _, path := range must(filepath.Glob("*.go"))(t) {
		if !strings.HasSuffix(path, "_test.go") {
			files[path] = string(must(os.ReadFile(path))(t))
		}
	}
	if errs := unlisted(files); errs != nil {
		t.Error(errors.Join(errs...))
	}
	names, _ := declared(files)
	if len(names) != len(All) {
		t.Errorf("All has %d claims, the package declares %d: %v", len(All), len(names), names)
	}
	listed, err := elements(files["papers.go"], "All")
	if err != nil || len(listed) != len(All) {
		t.Fatalf("%d claims in All, %d in its literal: %v", len(All), len(listed), err)
	}
	for i, c := range All {
		if err := misplaced(c.Info().Name, listed[i], names[listed[i]]); err != nil {
			t.Error(err)
		}
	}
}

func TestSabotageOfAll(t *testing.T) {
	files := map[string]string{
		"papers.go": "package papers\nvar All = []theorems.Theorem{a}\n",
		"x.go":      "package papers\nvar a = theorems.Claim[int]{}\nvar b = theorems.Law{}\nvar c = 3\nvar d = made(1)\nvar e = f()",
		"y.go":      "package papers\nfunc made(n int) theorems.Claim[int] { var x = theorems.Law{}; return theorems.Claim[int]{} }\nfunc f() int { return 1 }",
	}
	if errs := unlisted(files); len(errs) != 2 || errs[0].Error() != "the claim b is not in All" || errs[1].Error() != "the claim d is not in All" {
		t.Error(errs)
	}
	if errs := unlisted(map[string]string{"papers.go": "package papers"}); len(errs) != 1 {
		t.Error(errs)
	}
}

func TestSabotageOfNames(t *testing.T) {
	const claim = "x2020/relu-nets-are-flat"
	for _, good := range []string{"x2020.go", "x2020_nets.go"} {
		if err := misplaced(claim, "ReLUNetsAreFlat", good); err != nil {
			t.Error(err)
		}
	}
	for variable, file := range map[string]string{"ReLUNetsAreFlat": "x2020nets.go", "ReluNetsAreFlat": "x2020.go", "NetsAreFlat": "x2020.go"} {
		if misplaced(claim, variable, file) == nil {
			t.Errorf("%s in %s passes", variable, file)
		}
	}
}

func TestAudit(t *testing.T) {
	if errs := theorems.Audit(All); errs != nil {
		t.Error(errors.Join(errs...))
	}
}

func must[T any](x T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}
