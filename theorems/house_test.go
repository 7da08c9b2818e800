package theorems

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layering reports imports that the house forbids. Paths are relative to the
// module; test is set for files of tests.
func layering(importer string, test bool, imports []string) []error {
	may := map[string][]string{
		"spectra/interval":             {"spectra/internal/cpu", "spectra/internal/double"}, // which ask the processor and add pairs of numbers, and no kernel of floating-point numbers
		"spectra/f64":                  {"spectra/internal/cpu"},
		"spectra/polynomial":           {"spectra/rational"},
		"spectra/rational":             {},
		"spectra/internal/kernel":      {"spectra/f64"},
		"spectra/internal/kerneltest":  {},
		"spectra/internal/cpu":         {},
		"spectra/internal/double":      {},
		"spectra/internal/num":         {"spectra/f64"},
		"spectra/internal/crew":        {},
		"spectra/internal/reduce":      {"spectra/f64", "spectra/internal/kernel", "spectra/internal/num", "spectra/internal/crew"},
		"spectra/internal/tridiag":     {"spectra/f64", "spectra/internal/double", "spectra/internal/kernel", "spectra/internal/num", "spectra/internal/crew"},
		"spectra/internal/small":       {"spectra/f64", "spectra/internal/kernel", "spectra/internal/num", "spectra/internal/crew", "spectra/internal/tridiag"},
		"spectra/internal/testmat":     {"spectra/internal/num"},
		"spectra":                      {"spectra/f64", "spectra/interval", "spectra/rational", "spectra/internal/kernel", "spectra/internal/num", "spectra/internal/crew", "spectra/internal/reduce", "spectra/internal/tridiag", "spectra/internal/small"},
		"spectra/ensemble":             {"spectra", "spectra/interval", "spectra/rational", "spectra/internal/crew"},
		"spectra/files":                {"spectra"},
		"spectra/summary":              {"spectra"},
		"models":                       {"models/data", "spectra/f64", "spectra/interval", "spectra/rational", "models/internal/fixed", "models/internal/lanes", "models/internal/softmax"},
		"models/internal/fixed":        {},
		"models/internal/lanes":        {"spectra/f64"},
		"models/internal/softmax":      {"spectra/f64"},
		"models/data":                  {},
		"models/formula":               {"models"},
		"models/matching":              {"models", "spectra/interval"},
		"models/nets":                  {"models", "models/data", "models/internal/softmax", "spectra/f64", "spectra/interval"},
		"models/spin":                  {"models", "spectra/f64"},
		"models/symmetric":             {"models"},
		"models/train":                 {"models", "models/data", "models/nets", "spectra", "spectra/f64"},
		"theorems/exact":               {"models", "spectra", "spectra/interval", "spectra/polynomial", "spectra/rational"},
		"theorems/linear":              {"models", "spectra", "spectra/rational"},
		"theorems/relu":                {"models", "spectra/polynomial", "spectra/rational", "theorems/exact"}, // the loss of a cell is a polynomial, which exact decides
		"theorems/certify":             {"models", "models/symmetric", "spectra", "spectra/interval"},
		"theorems/hunt":                {"models", "models/symmetric", "models/train", "spectra", "theorems", "theorems/certify", "theorems/tables"},
		"theorems/verify":              {"spectra/interval"}, // and no code of the prover
		"theorems/curvature":           {"models", "spectra"},
		"theorems/decide":              {"models", "models/formula", "spectra", "spectra/interval", "spectra/rational", "theorems/certify", "theorems/exact"},
		"theorems/explore":             {"models", "models/formula", "models/train", "spectra", "spectra/interval", "theorems/decide", "theorems/exact", "theorems/internal/ordered"},
		"theorems/sphere":              {"spectra/interval", "spectra/polynomial", "spectra/rational"},
		"theorems/surface":             {"models", "spectra", "spectra/f64", "theorems", "theorems/stats", "theorems/tables", "theorems/internal/ordered"}, // a surface is a table whose runs are nodes, and has figures
		"theorems/stats":               {},
		"theorems/internal/ordered":    {},
		"theorems/internal/caught":     {},
		"theorems/tables":              {"theorems", "theorems/stats", "theorems/internal/ordered", "theorems/internal/caught"},
		"theorems":                     {"spectra/interval", "theorems/internal/terminal", "theorems/internal/caught", "theorems/internal/ordered", "theorems/stats"},
		"theorems/papers":              {"theorems/tables", "theorems/hunt", "models", "models/symmetric", "models/data", "models/matching", "models/nets", "models/spin", "models/train", "spectra", "spectra/ensemble", "spectra/interval", "spectra/polynomial", "spectra/rational", "theorems", "theorems/exact", "theorems/linear", "theorems/certify", "theorems/relu", "theorems/sphere", "theorems/surface"},
		"theorems/draw":                {"theorems", "theorems/internal/terminal"},
		"theorems/page":                {"theorems", "theorems/draw", "theorems/tables", "theorems/internal/terminal"},
		"theorems/page/browser":        {},
		"theorems/cli":                 {"theorems", "theorems/draw", "theorems/tables", "theorems/internal/terminal"},
		"theorems/cli/seek":            {"theorems", "theorems/cli", "theorems/hunt", "theorems/tables"},
		"theorems/cli/scene":           {"models", "theorems", "theorems/cli", "theorems/draw", "theorems/internal/terminal", "theorems/surface"},
		"theorems/cli/ask":             {"models", "models/data", "models/formula", "spectra/files", "spectra/summary", "theorems", "theorems/cli", "theorems/curvature", "theorems/decide", "theorems/draw", "theorems/explore", "theorems/internal/terminal"},
		"theorems/cli/prove":           {"models", "models/formula", "theorems", "theorems/certify", "theorems/cli", "theorems/internal/terminal", "theorems/verify"},
		"theorems/internal/terminal":   {},
		"theorems/testdata/lab":        {"theorems/testdata/lab/points"},
		"theorems/testdata/lab/points": {},
		"theorems/cli/report":          {"theorems", "theorems/cli", "theorems/page", "theorems/tables"},
		"theorems/cmd/saddle":          {"bench", "theorems/papers", "theorems/cli", "theorems/cli/ask", "theorems/cli/prove", "theorems/cli/report", "theorems/cli/scene", "theorems/cli/seek"},
		"bench":                        {"theorems", "theorems/certify", "theorems/papers", "models", "spectra", "spectra/f64", "spectra/interval", "spectra/rational"},
		"fuzz":                         {"theorems", "theorems/papers", "models", "spectra", "spectra/f64", "spectra/interval", "spectra/rational"},
		"fuzz/mutants":                 {},
	}
	outside := map[string][]string{ // who alone may import it, outside of tests
		"pgregory.net/rapid":          {"theorems", "theorems/papers"},
		"github.com/alecthomas/kong":  {"theorems/cli"},
		"github.com/vbauerster/mpb/":  {"theorems/cli"},
		"github.com/google/go-cmp":    {},
		"github.com/chromedp":         {}, // tests of the page alone, in a module of their own
		"gonum.org/v1/plot":           {"theorems/draw"},
		"gonum.org/v1/gonum/mat":      {"models", "models/spin", "models/symmetric", "models/train", "spectra", "spectra/files", "spectra/internal/testmat", "spectra/summary", "theorems/certify", "theorems/hunt", "theorems/papers", "theorems/surface"},
		"gonum.org/v1/gonum/blas":     {"models", "spectra"},
		"gonum.org/v1/gonum/mathext":  {"spectra", "theorems/stats"},
		"gonum.org/v1/gonum/":         {"models", "models/spin", "models/symmetric", "models/train", "spectra", "spectra/files", "spectra/internal/testmat", "spectra/summary", "theorems/certify", "theorems/hunt", "theorems/papers", "theorems/stats", "theorems/surface"},
		"gonum.org/v1/gonum/stat":     {},
		"gonum.org/v1/gonum/optimize": {},
		"C":                           {"bench"},                                                         // LAPACK, with its build tag alone
		"unsafe":                      {"spectra/internal/kerneltest", "spectra/internal/crew", "bench"}, // pages that nobody may touch, one system call, and what C is given
		"golang.org/x/sys/":           {"spectra/internal/crew"},
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
			if !test && (imp == path || strings.HasPrefix(imp, strings.TrimSuffix(path, "/")+"/")) && !slices.Contains(who, importer) {
				errs = append(errs, fmt.Errorf("%s imports %s", importer, imp))
			}
		}
	}
	return errs
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
		{"spectra/interval", "saddle/spectra"}, {"spectra/interval", "saddle/spectra/f64"}, {"spectra/internal/cpu", "saddle/spectra/f64"}, {"spectra/internal/double", "saddle/spectra/internal/num"}, {"theorems/verify", "saddle/spectra/internal/cpu"}, {"theorems/exact", "saddle/theorems"}, {"theorems", "saddle/theorems/cli"},
		{"theorems/exact", "pgregory.net/rapid"}, {"theorems", "saddle/models"}, {"theorems", "saddle/spectra"}, {"theorems", "saddle/theorems/exact"},
		{"theorems/cli", "saddle/theorems/papers"}, {"theorems/papers", "saddle/theorems/cli"}, {"theorems", "github.com/alecthomas/kong"}, {"models", "C"}, {"utils", "fmt"}, {"theorems/stats", "gonum.org/v1/gonum/blas/blas64"}, {"theorems/internal/ordered", "saddle/theorems"}, {"theorems/stats", "saddle/theorems"}, {"spectra/f64", "gonum.org/v1/gonum/floats"}, {"spectra/internal/num", "saddle/spectra/internal/crew"},
		{"spectra/internal/tridiag", "saddle/spectra/internal/small"}, {"spectra/internal/reduce", "saddle/spectra"}, {"spectra", "saddle/spectra/internal/testmat"},
		{"spectra/f64", "saddle/spectra/internal/kernel"}, {"spectra/internal/kernel", "saddle/spectra/internal/num"}, {"spectra/internal/kernel", "saddle/spectra/internal/kerneltest"}, {"models", "saddle/spectra/internal/kernel"}, {"models/internal/lanes", "saddle/models"}, {"theorems/papers", "saddle/models/internal/lanes"}, {"spectra/f64", "unsafe"},
		{"models/data", "saddle/models"}, {"models/nets", "saddle/models/train"}, {"models/train", "saddle/theorems"}, {"models", "saddle/models/nets"},
	} {
		if errs := layering(s.importer, false, []string{s.imp}); len(errs) != 1 {
			t.Errorf("%s may import %s: %v", s.importer, s.imp, errs)
		}
	}
	if errs := layering("models", true, []string{"saddle/spectra", "pgregory.net/rapid"}); errs != nil {
		t.Error(errs)
	}
}
