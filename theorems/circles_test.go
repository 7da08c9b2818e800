package theorems

import (
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// largestCircle is the most files of a package that may need one another, directly or by
// others: what is read with one of them is read with all.
const largestCircle = 5

// No package has larger circles of files. Whoever adds one finds here which files they are;
// mostly something that several use lives in the file where it was first needed.
func TestCirclesOfFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles what all packages import")
	}
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}\t{{.Dir}}\t{{join .GoFiles \" \"}}", "./...")
	list.Dir = ".."
	// The same files on every machine: where there is no assembly the file of fallbacks calls
	// every loop, and is called wherever there is one.
	list.Env = append(os.Environ(), "GOARCH=amd64")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	exports, own := map[string]string{}, map[string][]string{}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if exports[f[0]] = f[1]; strings.HasPrefix(f[0], "saddle/") {
			for _, name := range strings.Fields(f[3]) {
				own[f[0]] = append(own[f[0]], filepath.Join(f[2], name))
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(own)) {
		sources := map[string]string{}
		for _, file := range own[path] {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			sources[filepath.Base(file)] = string(text)
		}
		needs, err := needs(path, sources, exports)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range circles(needs) {
			if len(c) > largestCircle {
				t.Errorf("%s: a circle of %d files: %v", path, len(c), c)
			}
		}
	}
}

// needs returns for each file of a package the others in which something is declared that it uses.
func needs(path string, sources, exports map[string]string) (map[string][]string, error) {
	set := token.NewFileSet()
	var files []*ast.File
	for name, text := range sources {
		f, err := parser.ParseFile(set, name, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(set, "gc", func(p string) (io.ReadCloser, error) {
		if exports[p] == "" {
			return nil, errors.New(p + " was not compiled")
		}
		return os.Open(exports[p])
	})}
	pkg, err := conf.Check(path, set, files, info)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for id, o := range info.Uses {
		from, to := set.Position(id.Pos()).Filename, set.Position(o.Pos()).Filename
		if o.Pkg() == pkg && from != to && !slices.Contains(out[from], to) {
			out[from] = append(out[from], to)
		}
	}
	return out, nil
}

// circles returns the sets of several files each of which needs all others, largest first.
func circles(needs map[string][]string) (out [][]string) {
	reach := map[string]map[string]bool{}
	for from := range needs {
		reach[from] = map[string]bool{}
		for todo := []string{from}; len(todo) > 0; {
			next := todo[0]
			todo = todo[1:]
			for _, to := range needs[next] {
				if !reach[from][to] {
					reach[from][to] = true
					todo = append(todo, to)
				}
			}
		}
	}
	done := map[string]bool{}
	for _, from := range slices.Sorted(maps.Keys(reach)) {
		if done[from] || !reach[from][from] {
			continue
		}
		var circle []string
		for to := range reach[from] {
			if reach[to][from] {
				circle, done[to] = append(circle, to), true
			}
		}
		slices.Sort(circle)
		out = append(out, circle)
	}
	slices.SortStableFunc(out, func(a, b []string) int { return len(b) - len(a) })
	return out
}

func TestSabotageOfCircles(t *testing.T) {
	sources := map[string]string{
		"a.go": "package p\ntype A struct{ b B }\nfunc (A) f() { g() }",
		"b.go": "package p\ntype B int\nfunc (B) m() { A{}.f() }",
		"c.go": "package p\nfunc g() {}\nfunc h() { A{}.f() }",
		"d.go": "package p\nfunc i() { h() }",
	}
	needs, err := needs("p", sources, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(circles(needs)); got != "[[a.go b.go c.go]]" {
		t.Error(got)
	}
	if got := circles(map[string][]string{"a": {"b"}, "b": {"c"}, "x": {"y"}, "y": {"x"}}); fmt.Sprint(got) != "[[x y]]" {
		t.Error(got)
	}
}
