package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"saddle/theorems/draw"
	"saddle/theorems/tables"
)

// drawn draws the figures of a table: the first into the file, others beside it.
func (p Program) drawn(r tables.Report, file string) error {
	format, err := draw.FormatOf(file)
	if err != nil {
		return ErrUsage{err.Error()}
	}
	if len(r.Figures) == 0 {
		return ErrUsage{fmt.Sprintf("%s has no figures", r.Table)}
	}
	for i, f := range r.Figures {
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
