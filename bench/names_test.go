package bench

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tables hold the sub-benchmarks of every benchmark.
var tables = map[string]func() []row{
	"BenchmarkEigenvalues":     func() []row { return rowsOf(eigenvalueContests()) },
	"BenchmarkEigen":           func() []row { return rowsOf(eigenContests()) },
	"BenchmarkGeneralized":     func() []row { return rowsOf(generalizedContests()) },
	"BenchmarkInertia":         func() []row { return rowsOf(inertiaContests()) },
	"BenchmarkInterval":        func() []row { return rowsOf(intervalContests()) },
	"BenchmarkExactInertia":    func() []row { return rowsOf(exactContests()) },
	"BenchmarkBatch":           func() []row { return rowsOf(batchContests()) },
	"BenchmarkSmallest":        func() []row { return rowsOf(smallestContests()) },
	"BenchmarkFactorization":   func() []row { return rowsOf(factorizationContests()) },
	"BenchmarkLanczos":         lanczosRows,
	"BenchmarkProduct":         func() []row { return rowsOf(productContests()) },
	"BenchmarkCurvature":       func() []row { return rowsOf(curvatureContests()) },
	"BenchmarkLayer":           func() []row { return rowsOf(layerContests()) },
	"BenchmarkDensity":         func() []row { return rowsOf(densityContests()) },
	"BenchmarkHessian":         func() []row { return rowsOf(hessianContests()) },
	"BenchmarkGemm":            func() []row { return rowsOf(gemmContests()) },
	"BenchmarkGradient":        func() []row { return gradients.rows(losses) },
	"BenchmarkTeacherGradient": func() []row { return rowsOf(teacherContests()) },
	"BenchmarkEpoch":           epochRows,
	"BenchmarkResidual":        residualRows,
	"BenchmarkLSTM":            lstmRows,
	"BenchmarkHessVec":         func() []row { return products.rows(slices.Concat(losses, teachers)) },
	"BenchmarkRandom":          randomRows,
	"BenchmarkCritical":        criticalRows,
	"BenchmarkCriticalOfTanh":  tanhRows,
	"BenchmarkCertify":         certifyRows,
	"BenchmarkVerify":          verifyRows,
	"BenchmarkClaims":          claimRows,
	"BenchmarkSabotage":        sabotageRows,
}

func BenchmarkEigenvalues(b *testing.B)     { run(b) }
func BenchmarkEigen(b *testing.B)           { run(b) }
func BenchmarkInertia(b *testing.B)         { run(b) }
func BenchmarkInterval(b *testing.B)        { run(b) }
func BenchmarkExactInertia(b *testing.B)    { run(b) }
func BenchmarkBatch(b *testing.B)           { run(b) }
func BenchmarkSmallest(b *testing.B)        { run(b) }
func BenchmarkFactorization(b *testing.B)   { run(b) }
func BenchmarkLanczos(b *testing.B)         { run(b) }
func BenchmarkProduct(b *testing.B)         { run(b) }
func BenchmarkCurvature(b *testing.B)       { run(b) }
func BenchmarkLayer(b *testing.B)           { run(b) }
func BenchmarkDensity(b *testing.B)         { run(b) }
func BenchmarkHessian(b *testing.B)         { run(b) }
func BenchmarkGemm(b *testing.B)            { run(b) }
func BenchmarkGradient(b *testing.B)        { run(b) }
func BenchmarkTeacherGradient(b *testing.B) { run(b) }
func BenchmarkEpoch(b *testing.B)           { run(b) }
func BenchmarkResidual(b *testing.B)        { run(b) }
func BenchmarkLSTM(b *testing.B)            { run(b) }
func BenchmarkHessVec(b *testing.B)         { run(b) }
func BenchmarkRandom(b *testing.B)          { run(b) }
func BenchmarkCritical(b *testing.B)        { run(b) }
func BenchmarkCriticalOfTanh(b *testing.B)  { run(b) }
func BenchmarkCertify(b *testing.B)         { run(b) }
func BenchmarkVerify(b *testing.B)          { run(b) }
func BenchmarkClaims(b *testing.B)          { run(b) }
func BenchmarkSabotage(b *testing.B)        { run(b) }

// A row is one sub-benchmark. Making the rows computes nothing.
type row struct {
	name string
	run  func(b *testing.B)
}

func run(b *testing.B) {
	for _, r := range tables[b.Name()]() {
		b.Run(r.name, r.run)
	}
}

// name joins keys with values: n=8/impl=gonum.
func name(pairs ...any) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		parts = append(parts, fmt.Sprintf("%v=%v", pairs[i], pairs[i+1]))
	}
	return strings.Join(parts, "/")
}

// A value does not end in a dash and a number, which is how the number of processors is added.
var convention = regexp.MustCompile(`^[a-z]+=[^=/ ]+(/[a-z]+=[^=/ ]+)*$`)

func TestNames(t *testing.T) {
	if declared, listed := benchmarks(t), slices.Sorted(maps.Keys(tables)); !slices.Equal(declared, listed) {
		t.Errorf("benchmarks are %v, with tables %v", declared, listed)
	}
	processors := regexp.MustCompile(`-\d+$`)
	for benchmark, rows := range tables {
		seen := map[string]bool{}
		for _, r := range rows() {
			if !convention.MatchString(r.name) || processors.MatchString(r.name) || seen[r.name] {
				t.Errorf("%s/%s: want parts key=value, each name once", benchmark, r.name)
			}
			seen[r.name] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s times nothing", benchmark)
		}
	}
	for _, n := range []string{"Eigenvalues/n=8/workers=1", "Eigenvalues/n=1024/workers=2", "Eigen/n=1024/workers=1", "Gemm/n=1000"} {
		benchmark, rest, _ := strings.Cut(n, "/")
		if !slices.ContainsFunc(tables["Benchmark"+benchmark](), func(r row) bool { return r.name == rest }) {
			t.Errorf("there is no Benchmark%s", n)
		}
	}
}

func TestConvention(t *testing.T) {
	for _, bad := range []string{"", "n", "n=", "n=8/impl", "n=8//impl=a", "n=8 /impl=a", "N=8", "a=b=c", "/n=8"} {
		if convention.MatchString(bad) {
			t.Errorf("%q follows the convention", bad)
		}
	}
}

// benchmarks returns the names of the benchmarks in this package's files, sorted.
func benchmarks(t *testing.T) (names []string) {
	files, err := filepath.Glob("*_test.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files, %v", err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Benchmark") {
				names = append(names, f.Name.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}
