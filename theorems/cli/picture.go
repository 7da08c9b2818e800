package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"saddle/theorems"
	"saddle/theorems/draw"
)

// Draw draws the figures of what is named: the first into the file, others beside it, and says so
// on Stderr. The error is an [ErrUsage] if the file ends in none of [draw.Formats], or if there are
// no figures.
func (p Program) Draw(name string, figures []theorems.Figure, file string) error {
	format, err := draw.FormatOf(file)
	if err != nil {
		return ErrUsage{err.Error()}
	}
	if len(figures) == 0 {
		return ErrUsage{fmt.Sprintf("%s has no figures", name)}
	}
	for i, f := range figures {
		path := file
		if i > 0 {
			ext := filepath.Ext(file)
			path = strings.TrimSuffix(file, ext) + "-" + f.Name + ext
		}
		var b bytes.Buffer
		if err := draw.Write(&b, f, format); err != nil {
			return err
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			return err
		}
		fmt.Fprintf(p.Stderr, "%s: drew %s: %s\n", p.Name, path, f.Says)
	}
	return nil
}
