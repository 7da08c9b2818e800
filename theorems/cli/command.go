package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
)

// goRun matches the path of a program that go run has built, in its temporary
// directory or in the build cache.
var goRun = regexp.MustCompile(`[/\\](go-build\d+[/\\]b001[/\\]exe|[0-9a-f]{2}[/\\][0-9a-f]{64}-d)[/\\][^/\\]+$`)

// commandOf returns the name of this program, and what is typed here to run it:
// its path as it was typed or, as go run leaves no file behind, go run with its
// package. Caller is the file that calls Main.
func commandOf(arg0, caller string) (name, command string) {
	name = filepath.Base(arg0)
	info, ok := debug.ReadBuildInfo()
	if !ok || !goRun.MatchString(arg0) {
		return name, terminal.Quote(arg0)
	}
	here, err := os.Getwd()
	switch {
	case err != nil:
		return name, "go run " + terminal.Quote(info.Path)
	case info.Path == "command-line-arguments":
		return name, "go run " + terminal.Quote(sourceFile(here, caller))
	}
	return name, "go run " + terminal.Quote(packageDir(here, info.Main.Path, info.Path))
}

// sourceFile is the argument of go run for a program that is given as a file.
func sourceFile(here, caller string) string {
	if rel, err := filepath.Rel(here, caller); err == nil && filepath.IsAbs(caller) {
		return rel
	}
	if base := filepath.Base(caller); exists(filepath.Join(here, base)) { // built with -trimpath
		return base
	}
	return "."
}

// packageDir is the directory of a package relative to here, as "./lab", or the
// package's path if here is not in its module.
func packageDir(here, module, path string) string {
	sub, ok := strings.CutPrefix(path, module)
	root := moduleRoot(here, module)
	if !ok || root == "" {
		return path
	}
	rel, err := filepath.Rel(here, filepath.Join(root, filepath.FromSlash(sub)))
	if err != nil || !exists(filepath.Join(here, rel)) {
		return path
	}
	if rel = filepath.ToSlash(rel); rel != "." && !strings.HasPrefix(rel, "..") {
		rel = "./" + rel
	}
	return rel
}

var moduleLine = regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`)

// moduleRoot returns the directory at or above here that holds the go.mod of the
// module; "" if there is none.
func moduleRoot(here, module string) string {
	for dir := here; ; dir = filepath.Dir(dir) {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if m := moduleLine.FindSubmatch(text); err == nil && m != nil {
			if string(m[1]) == module {
				return dir
			}
			return ""
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ReplayLine is what is typed to decide once more the case of k.
func (p Program) ReplayLine(k theorems.Key) string { return p.replayLine(0)(k) }

// CheckLine is what is typed to check one claim, with the whole report.
func (p Program) CheckLine(name string) string {
	return p.Typed + " check -v --run " + terminal.Quote("^"+regexp.QuoteMeta(name)+"$")
}

// replayLine returns the command that replays a case of this check. A key that
// holds no choices is of the case as it was drawn: it is made as small as the
// check did.
func (p Program) replayLine(shrink int) func(theorems.Key) string {
	return func(k theorems.Key) string {
		option := ""
		if shrink != 0 && k.Choices == "" {
			option = fmt.Sprintf("--shrink=%d ", shrink)
		}
		return p.Typed + " replay " + option + terminal.Quote(k.String())
	}
}
