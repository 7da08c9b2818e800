package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// A checker type-checks mutants one after the other, in a tenth of the time that a
// build takes.
type checker struct {
	root     string
	packages map[string]exported // by directory
	exports  map[string]string   // by import path: a file
	fset     *token.FileSet
	importer types.Importer
}

// exported is what `go list -export -json` says of a package.
type exported struct {
	ImportPath, Dir, Export string
	GoFiles                 []string
}

// newChecker builds the packages of the module at root as they are, to import them.
func newChecker(ctx context.Context, root string) (*checker, error) {
	out, err := goCommand(ctx, root, "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles", "./...")
	if err != nil {
		return nil, err
	}
	c := &checker{root: root, packages: map[string]exported{}, exports: map[string]string{}, fset: token.NewFileSet()}
	for d := json.NewDecoder(strings.NewReader(out)); ; {
		var p exported
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		c.packages[p.Dir], c.exports[p.ImportPath] = p, p.Export
	}
	c.importer = importer.ForCompiler(c.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(c.exports[path])
	})
	return c, nil
}

// check is the first error in the types of a mutant.
func (c *checker) check(m Mutant) error {
	mutated := filepath.Join(c.root, filepath.FromSlash(m.File))
	p, ok := c.packages[filepath.Dir(mutated)]
	if !ok {
		return fmt.Errorf("%s: there is no package in the folder of %s", m.Name, m.File)
	}
	var files []*ast.File
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(source)
		if path == mutated {
			if text, err = m.apply(text); err != nil {
				return err
			}
		}
		f, err := parser.ParseFile(c.fset, name, text, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("%s: %w", m.Name, err)
		}
		files = append(files, f)
	}
	if _, err := (&types.Config{Importer: c.importer}).Check(p.ImportPath, c.fset, files, nil); err != nil {
		return fmt.Errorf("%s: %w", m.Name, err)
	}
	return nil
}
