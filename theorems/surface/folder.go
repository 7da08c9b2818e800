package surface

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The files of a folder.
const (
	specFile    = "surface.json"
	gridFile    = "grid.npy"
	pointsFile  = "points.csv"
	recordsFile = "nodes.records"
)

// pointsHeader is the first line of points.csv.
const pointsHeader = "row,column,alpha,beta,loss"

// Write writes a folder: surface.json, the [Spec]; grid.npy, the losses row by row as NumPy reads them, NaN where a node is missing; and
// points.csv, a line for each node that was made, whose loss may be NaN, +Inf or -Inf. Each file replaces the one before as a whole.
func (s Surface) Write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	spec := s.Spec()
	text, err := json.MarshalIndent(spec, "", "  ")
	if err != nil {
		return err
	}
	return errors.Join(replace(filepath.Join(folder, gridFile), npy(s.Z)), replace(filepath.Join(folder, pointsFile), s.points()),
		replace(filepath.Join(folder, specFile), append(text, '\n')))
}

// replace writes a file beside its place and then puts it there.
func replace(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(content)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return fmt.Errorf("surface: writing %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

// points returns points.csv.
func (s Surface) points() []byte {
	var b bytes.Buffer
	b.WriteString(pointsHeader + "\n")
	for i, row := range s.Z {
		for j, z := range row {
			if s.Made[i][j] {
				fmt.Fprintf(&b, "%d,%d,%s,%s,%s\n", i, j, written(s.Grid.X.At(j)), written(s.Grid.Y.At(i)), written(z))
			}
		}
	}
	return b.Bytes()
}

// Read reads a folder. The surface has no Plane, as parameters are not written. A folder whose files do not belong to each other
// is an [ErrFolder].
func Read(folder string) (Surface, error) {
	spec, err := readSpec(folder)
	if err != nil {
		return Surface{}, err
	}
	bad := func(why string) (Surface, error) {
		return Surface{}, ErrFolder{folder, why, "make it again, from its records if there are some"}
	}
	points, err := os.ReadFile(filepath.Join(folder, pointsFile))
	if err != nil {
		return Surface{}, err
	}
	s := spec.empty()
	lines := strings.Split(string(points), "\n")
	if lines[0] != pointsHeader || lines[len(lines)-1] != "" {
		return bad("has a points.csv with another header, or without an end")
	}
	for n, line := range lines[1 : len(lines)-1] {
		f := strings.Split(line, ",")
		if len(f) != 5 || !s.point(f) {
			return bad(fmt.Sprintf("has a points.csv whose line %d is no node of its own", n+2))
		}
	}
	grid, err := os.ReadFile(filepath.Join(folder, gridFile))
	if err != nil {
		return Surface{}, err
	}
	if !bytes.Equal(grid, npy(s.Z)) || spec.Values != bytesHash(grid) {
		return bad("has a grid.npy of other losses than points.csv or surface.json")
	}
	return s, nil
}

// empty returns a surface of which no node is made.
func (s Spec) empty() Surface {
	out := empty(s.Grid)
	out.Plane.Kind, out.Name, out.Data, out.Buffers = s.Kind, s.Name, s.Data, s.Buffers
	out.Curvature, out.Path, out.Centre, out.spec = s.Curvature, s.Path, float64(s.Centre), &s
	return out
}

// point sets a node from a line of points.csv.
func (s *Surface) point(f []string) bool {
	i, err := strconv.Atoi(f[0])
	j, err2 := strconv.Atoi(f[1])
	if err != nil || err2 != nil || i < 0 || j < 0 || i >= len(s.Z) || j >= len(s.Z[0]) || s.Made[i][j] {
		return false
	}
	z, ok := read(f[4])
	s.set(i*s.Grid.X.Len()+j, z)
	return ok && f[2] == written(s.Grid.X.At(j)) && f[3] == written(s.Grid.Y.At(i))
}

func readSpec(folder string) (Spec, error) {
	var spec Spec
	text, err := os.ReadFile(filepath.Join(folder, specFile))
	if err != nil {
		return spec, err
	}
	bad := func(why string) (Spec, error) {
		return spec, ErrFolder{folder, why, "give a folder that this version wrote"}
	}
	if err := json.Unmarshal(text, &spec); err != nil {
		return bad("has a surface.json that cannot be read: " + err.Error())
	}
	switch {
	case spec.Format != Format:
		return bad(fmt.Sprintf("says format %q, not %q", spec.Format, Format))
	case spec.Grid.check(2) != nil:
		return bad("has a grid that cannot be: " + spec.Grid.check(2).Error())
	case spec.identity() != spec.Hash:
		return bad("has a surface.json that was changed: its hash is another")
	}
	return spec, nil
}
