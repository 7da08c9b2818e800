package theorems

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// declared returns the names of the package-level variables of Go source whose
// value is a literal of type Claim or Law, or a call of a function that returns
// one.
func declared(files map[string]string) ([]string, error) {
	var parsed []*ast.File
	makers := map[string]bool{}
	for file, source := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, f)
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Type.Results != nil {
				makers[fn.Name.Name] = isClaim(fn.Type.Results.List[0].Type)
			}
		}
	}
	var names []string
	for _, f := range parsed {
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
					names = append(names, v.Names[i].Name)
				}
			}
			_, body := n.(*ast.FuncDecl)
			return !body
		})
	}
	return names, nil
}

// isClaim reports whether a type is Claim[…], Law or Theorem.
func isClaim(t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name == "Law" || t.Name == "Theorem"
	case *ast.IndexExpr:
		id, ok := t.X.(*ast.Ident)
		return ok && id.Name == "Claim"
	}
	return false
}

// unlisted reports the declared claims that the literal list All leaves out.
func unlisted(files map[string]string) []error {
	names, err := declared(files)
	if err != nil {
		return []error{err}
	}
	listed, err := elements(files["theorems.go"], "All")
	if err != nil {
		return []error{err}
	}
	var errs []error
	for _, n := range names {
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

// layering reports imports that the house forbids. Paths are relative to the
// module; test is set for files of tests.
func layering(importer string, test bool, imports []string) []error {
	may := map[string][]string{
		"spectra/interval":             {},
		"spectra/f64":                  {},
		"spectra":                      {"spectra/f64", "spectra/interval"},
		"models":                       {"spectra/f64", "spectra/interval"},
		"theorems/exact":               {"models", "spectra", "spectra/interval"},
		"theorems/certify":             {"models", "spectra", "spectra/interval"},
		"theorems":                     {"models", "spectra", "spectra/interval", "theorems/exact", "theorems/certify", "theorems/internal/terminal"},
		"theorems/cli":                 {"theorems", "theorems/internal/terminal"},
		"theorems/internal/terminal":   {},
		"theorems/testdata/lab":        {"theorems/testdata/lab/points"},
		"theorems/testdata/lab/points": {},
		"theorems/cmd/saddle":          {"theorems", "theorems/cli"},
		"bench":                        {"theorems", "models", "spectra", "spectra/f64", "spectra/interval"},
		"fuzz":                         {"theorems", "models", "spectra", "spectra/f64", "spectra/interval"},
		"fuzz/mutants":                 {},
	}
	outside := map[string][]string{ // who alone may import it, outside of tests
		"pgregory.net/rapid":          {"theorems"},
		"github.com/alecthomas/kong":  {"theorems/cli"},
		"github.com/vbauerster/mpb/":  {"theorems/cli"},
		"github.com/google/go-cmp":    {},
		"gonum.org/v1/gonum/stat":     {},
		"gonum.org/v1/gonum/optimize": {},
		"C":                           {"bench"},                  // LAPACK, with its build tag alone
		"unsafe":                      {"spectra/f64", "spectra"}, // kernels, and one system call
		"golang.org/x/sys/":           {"spectra"},
	}
	allowed, known := may[importer]
	var errs []error
	if !known && !test {
		errs = append(errs, fmt.Errorf("%s is no part of the house", importer))
	}
	for _, imp := range imports {
		if part, ok := strings.CutPrefix(imp, "saddle/"); ok {
			if !test && !slices.Contains(allowed, part) {
				errs = append(errs, fmt.Errorf("%s imports %s", importer, part))
			}
			continue
		}
		for path, who := range outside {
			if !test && (imp == path || strings.HasPrefix(imp, path)) && !slices.Contains(who, importer) {
				errs = append(errs, fmt.Errorf("%s imports %s", importer, imp))
			}
		}
	}
	return errs
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
	if names, _ := declared(files); len(names) != len(All) {
		t.Errorf("All has %d claims, the package declares %d: %v", len(All), len(names), names)
	}
}

func TestSabotageOfAll(t *testing.T) {
	files := map[string]string{
		"theorems.go": "package theorems\nvar All = []Theorem{a}\n",
		"x.go":        "package theorems\nvar a = Claim[int]{}\nvar b = Law{}\nvar c = 3\nvar d = made(1)\nvar e = f()",
		"y.go":        "package theorems\nfunc made(n int) Claim[int] { var x = Law{}; return Claim[int]{} }\nfunc f() int { return 1 }",
	}
	if errs := unlisted(files); len(errs) != 2 || errs[0].Error() != "the claim b is not in All" || errs[1].Error() != "the claim d is not in All" {
		t.Error(errs)
	}
	if errs := unlisted(map[string]string{"theorems.go": "package theorems"}); len(errs) != 1 {
		t.Error(errs)
	}
}

func TestAudit(t *testing.T) {
	if errs := Audit(All); errs != nil {
		t.Error(errors.Join(errs...))
	}
}

func TestLayering(t *testing.T) {
	err := filepath.WalkDir("..", func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), "_") || d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, i := range f.Imports {
			p, _ := strconv.Unquote(i.Path.Value)
			imports = append(imports, p)
		}
		importer, _ := filepath.Rel("..", filepath.Dir(path))
		for _, e := range layering(filepath.ToSlash(importer), strings.HasSuffix(path, "_test.go"), imports) {
			t.Errorf("%s: %v", path, e)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSabotageOfLayering(t *testing.T) {
	for _, s := range []struct{ importer, imp string }{
		{"spectra", "saddle/models"}, {"models", "saddle/spectra"}, {"models", "saddle/theorems"},
		{"spectra/interval", "saddle/spectra"}, {"theorems/exact", "saddle/theorems"}, {"theorems", "saddle/theorems/cli"},
		{"theorems/exact", "pgregory.net/rapid"}, {"theorems", "github.com/alecthomas/kong"}, {"models", "C"}, {"utils", "fmt"},
	} {
		if errs := layering(s.importer, false, []string{s.imp}); len(errs) != 1 {
			t.Errorf("%s may import %s: %v", s.importer, s.imp, errs)
		}
	}
	if errs := layering("models", true, []string{"saddle/spectra", "pgregory.net/rapid"}); errs != nil {
		t.Error(errs)
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
