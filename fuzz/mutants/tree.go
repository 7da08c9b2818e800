package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A suite is the tests of one package.
type suite struct {
	Path string // import path
	Dir  string
	deps map[string]bool // import paths, its own included
}

// A tree is the module whose mutants are tested.
type tree struct {
	root   string
	module string
	suites []suite
	// program is the package of a command, and args what it is run with, that must
	// end well too; "" for none.
	program string
	args    []string
	deps    map[string]bool // of program
	what    string          // what is run
	hash    string          // of that and of the files
	// patience is the least time after which a step counts as hanging.
	patience time.Duration
}

// listed is what `go list -test -json` says of a package.
type listed struct {
	ImportPath, Dir, ForTest  string
	Deps                      []string
	TestGoFiles, XTestGoFiles []string
}

// load reads the module at root: the tests of the packages, and the program.
func load(ctx context.Context, root, program string, args, packages []string) (*tree, error) {
	module, err := goCommand(ctx, root, "list", "-m")
	if err != nil {
		return nil, err
	}
	t := &tree{root: root, module: strings.TrimSpace(module), program: program, args: args}
	out, err := goCommand(ctx, root, append([]string{"list", "-test", "-json=ImportPath,Dir,ForTest,Deps,TestGoFiles,XTestGoFiles"}, packages...)...)
	if err != nil {
		return nil, err
	}
	dirs := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if own, ok := strings.CutSuffix(p.ImportPath, ".test"); ok {
			t.suites = append(t.suites, suite{Path: own, Dir: dirs[own], deps: set(p.Deps)})
		} else if p.ForTest == "" {
			dirs[p.ImportPath] = p.Dir
		}
	}
	if program != "" {
		out, err := goCommand(ctx, root, "list", "-deps", program)
		if err != nil {
			return nil, err
		}
		t.deps = set(strings.Fields(out))
	}
	t.what = strings.Join(slices.Concat(packages, []string{program}, args), " ")
	t.hash, err = hashOf(root, t.what)
	return t, err
}

// same is an error if the files have changed since they were loaded.
func (t *tree) same() error {
	hash, err := hashOf(t.root, t.what)
	if err == nil && hash != t.hash {
		err = errors.New("mutants: the tree changed while its mutants were tested; run them again")
	}
	return err
}

// set drops the variants of packages for a test, as "p [q.test]".
func set(paths []string) map[string]bool {
	s := map[string]bool{}
	for _, p := range paths {
		p, _, _ = strings.Cut(p, " ")
		s[p] = true
	}
	return s
}

// packageOf returns the import path of the package of a mutant.
func (t *tree) packageOf(m Mutant) string { return path.Join(t.module, path.Dir(m.File)) }

// hashOf is a hash of what is run and of all that it reads, but for this
// command: a mutant that is added leaves the results of the others valid.
func hashOf(root, what string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, what)
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(root, p)
		rel = filepath.ToSlash(rel)
		hidden := strings.HasPrefix(d.Name(), ".") && rel != "."
		if d.IsDir() && (hidden || rel == "fuzz/mutants") {
			return filepath.SkipDir
		}
		if hidden || !d.Type().IsRegular() {
			return nil
		}
		switch ext := path.Ext(rel); {
		case ext == ".go", ext == ".s", ext == ".h", ext == ".mod", ext == ".sum", strings.Contains(rel, "testdata/"):
		default:
			return nil
		}
		b, err := os.ReadFile(p)
		fmt.Fprintf(h, "%s %d\n", rel, len(b))
		h.Write(b)
		return err
	})
	return hex.EncodeToString(h.Sum(nil))[:16], err
}

// goCommand runs the go command in dir and returns its output.
func goCommand(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, oneProcessor()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.String(), fmt.Errorf("go %s: %w\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.String(), nil
}

// oneProcessor is the environment of what a worker starts: one processor each.
func oneProcessor() []string { return append(os.Environ(), "GOMAXPROCS=1") }
