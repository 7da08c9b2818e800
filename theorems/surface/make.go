package surface

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// A gridCell names a surface in its records.
type gridCell struct{ Surface string }

// A node is what a run of the table gives: the loss as text, as JSON has no NaN.
type node struct {
	Loss string `json:"l"`
}

// gridTable is the table whose runs are the nodes of a surface. The hash in its name keeps records of another surface out.
func gridTable(spec Spec, nodes func(context.Context, []theorems.Run) ([]node, error)) (tables.Table[gridCell, node], gridCell) {
	c := gridCell{spec.Hash[:16]}
	return tables.Table[gridCell, node]{
		Name: "surface/" + spec.Hash, Says: "the loss at the nodes of a grid", Version: 1, Cells: []gridCell{c}, Runs: spec.Grid.Len(),
		Batch: func(ctx context.Context, _ gridCell, runs []theorems.Run) ([]node, error) { return nodes(ctx, runs) },
		Tally: func(_ gridCell, n node) tables.Tally {
			if x, ok := read(n.Loss); !ok || !finite(x) {
				return tables.Tally{Class: "not finite"}
			}
			return tables.Tally{Class: "finite"}
		},
		Row: func(gridCell, tables.Summary) []tables.Entry { return nil },
	}, c
}

// Make computes the nodes that a folder does not have yet, or those of a shard, and writes the folder as [Surface.Write] does, beside
// nodes.records, which keeps what was made while it is made: a process that is killed loses the nodes in hand, and the same call goes on.
// A folder that was made in parts, by any number of workers, is that of one call. If ctx ends first, the folder has what was made.
//
// A folder of another surface is an [ErrFolder] that says in what they differ, or a tables.ErrRecords.
func Make(ctx context.Context, folder string, loss Loss, p Plane, g Grid, o *Options) (Surface, error) {
	e, err := newEvaluation(loss, p, g, o)
	if err != nil {
		return Surface{}, err
	}
	s := e.surface()
	spec := s.Spec()
	if old, err := readSpec(folder); err == nil {
		if what := old.differs(spec); what != "" {
			return s, ErrFolder{folder, "has a surface whose " + what + " is another", "give another folder"}
		}
		if _, err := os.Stat(filepath.Join(folder, recordsFile)); errors.Is(err, os.ErrNotExist) && old.Summary.Made > 0 {
			return s, ErrFolder{folder, "has a surface without " + recordsFile + ", as Write leaves it, which would be lost", "give another folder"}
		}
		s.keep(old)
	} else if !errors.Is(err, os.ErrNotExist) {
		return s, err
	} else if err := s.Write(folder); err != nil { // so that a process that is killed leaves a folder that says what it is of
		return s, err
	}
	table, c := gridTable(spec, e.runs)
	records := filepath.Join(folder, recordsFile)
	progress := func(p tables.Progress) {
		if e.o.Progress != nil {
			e.o.Progress(p.Done, p.Total)
		}
	}
	if _, err := table.Make(ctx, tables.Options{Records: records, Shard: e.o.Shard, Workers: e.o.Workers, Progress: progress, Note: e.o.Note}); err != nil {
		return s, err
	}
	if err := s.fill(table, records, c); err != nil {
		return s, err
	}
	return s, s.Write(folder)
}

// keep takes over what stands beside the losses, where it was not looked at again.
func (s *Surface) keep(old Spec) {
	if s.Curvature == nil {
		s.Curvature = old.Curvature
	}
	if s.Path == nil {
		s.Path = old.Path
	}
}

// runs makes nodes one after the other, until ctx ends.
func (e *evaluation) runs(ctx context.Context, runs []theorems.Run) (out []node, err error) {
	for k := 0; k < len(runs); {
		if k > 0 && ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		n := min(e.each(), len(runs)-k)
		for _, z := range e.nodes(runs[k].Index, runs[k].Index+n) { // the runs of a lease follow each other
			out = append(out, node{written(z)})
		}
		k += n
	}
	return out, nil
}

// fill sets the nodes that records have.
func (s *Surface) fill(t tables.Table[gridCell, node], records string, c gridCell) error {
	results, err := t.Results(records, c)
	if err != nil {
		return err
	}
	for k, r := range results {
		z, ok := read(r.Loss)
		if !ok || k >= s.Grid.Len() {
			return ErrFolder{records, "has a node that is none of this grid", "give another folder"}
		}
		s.set(k, z)
	}
	return nil
}

// Merge unites folders of one surface that were made in parts, as shards on several machines, and writes the whole to a folder, which may be
// one of them. It needs no loss. The order of the folders does not matter; a node with two losses is a tables.ErrConflict.
func Merge(folders []string, to string, note func(string)) (Surface, error) {
	if len(folders) == 0 {
		return Surface{}, ErrArgument{"the list of folders", "empty", "at least one"}
	}
	spec, err := readSpec(folders[0])
	if err != nil {
		return Surface{}, err
	}
	var files []string
	for _, f := range folders {
		other, err := readSpec(f)
		if err != nil {
			return Surface{}, err
		}
		if what := spec.differs(other); what != "" {
			return Surface{}, ErrFolder{f, "has a surface whose " + what + " is another than that of " + folders[0], "leave it out"}
		}
		files = append(files, filepath.Join(f, recordsFile))
		if spec.Curvature == nil {
			spec.Curvature = other.Curvature
		}
		if spec.Path == nil {
			spec.Path = other.Path
		}
	}
	if old, err := readSpec(to); err == nil && old.differs(spec) != "" {
		return Surface{}, ErrFolder{to, "has a surface whose " + old.differs(spec) + " is another", "unite them in another folder"}
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		return Surface{}, err
	}
	table, c := gridTable(spec, func(context.Context, []theorems.Run) ([]node, error) { return nil, nil })
	records := filepath.Join(to, recordsFile)
	if _, err := table.Merge(files, records, note); err != nil {
		return Surface{}, err
	}
	s := spec.empty()
	if err := s.fill(table, records, c); err != nil {
		return s, err
	}
	return s, s.Write(to)
}
