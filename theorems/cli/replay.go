package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"saddle/theorems"
	"saddle/theorems/internal/terminal"
	"saddle/theorems/tables"
)

type replayCommand struct {
	Shrink int    `placeholder:"N" help:"Evaluations spent on making a drawn counterexample smaller (default 2000, as in a check; negative: none)."`
	JSON   bool   `name:"json" help:"Print one JSON object."`
	Key    string `arg:"" help:"Key of the case, as printed with it: CLAIM@SEED:INDEX."`
}

func (p Program) replay(ctx context.Context, a replayCommand) (int, error) {
	key, err := theorems.ParseKey(a.Key)
	if err != nil {
		return 0, ErrUsage{err.Error()}
	}
	if key.Cell != "" {
		return p.replayRun(ctx, key, a.JSON)
	}
	c, err := p.find(key.Claim)
	if err != nil {
		return 0, err
	}
	r, err := p.replayed(ctx, c, key, a.Shrink)
	if errors.As(err, new(theorems.ErrNoCase)) {
		return 0, ErrUsage{err.Error()}
	}
	if r.Case != "" {
		if failed := p.printReplayed(c.Info(), r, a.JSON); failed != nil {
			return 0, failed
		}
	}
	if err == nil && ctx.Err() != nil {
		return Interrupted, nil
	}
	if errors.Is(err, errHangs) {
		fmt.Fprintf(p.Stderr, "%s: %v\n", p.Name, err)
		return Interrupted, nil
	}
	return AsExpected, err
}

// patience is how long an interrupted replay may take to end.
var patience = 2 * time.Second

// errHangs says that the case of a replay is not decided yet.
var errHangs = errors.New("interrupted: the case was not decided before")

func (p Program) replayed(ctx context.Context, c theorems.Theorem, key theorems.Key, shrink int) (theorems.Replayed, error) {
	m := newMeter(p.screen, p.Stdout, ticks)
	defer m.stop()
	type result struct {
		theorems.Replayed
		err error
	}
	done := make(chan result, 1)
	go func() {
		r, err := c.Replay(ctx, key, theorems.Budget{Shrink: shrink, Progress: m.progress(0, theorems.Info{})})
		done <- result{r, err}
	}()
	select {
	case r := <-done:
		return r.Replayed, r.err
	case <-ctx.Done():
	}
	select {
	case r := <-done:
		return r.Replayed, r.err
	case <-time.After(patience):
		return theorems.Replayed{}, errHangs
	}
}

func (p Program) printReplayed(in theorems.Info, r theorems.Replayed, asJSON bool) error {
	if asJSON {
		return p.printJSON(struct {
			Format string `json:"format"`
			Claim  string `json:"claim"`
			theorems.Replayed
		}{theorems.Format, in.Name, r})
	}
	_, err := fmt.Fprintf(p.Stdout, "%s\n%v\n", terminal.Wrap("", "", in.Says), r)
	return err
}

// replayRun makes a single run of a table.
func (p Program) replayRun(ctx context.Context, key theorems.Key, asJSON bool) (int, error) {
	t, err := p.findTable(key.Claim)
	if err != nil {
		return 0, err
	}
	r, err := t.Replay(ctx, key)
	switch {
	case errors.As(err, new(theorems.ErrNoCase)):
		return 0, ErrUsage{err.Error()}
	case ctx.Err() != nil:
		return Interrupted, nil
	case err != nil:
		return 0, err
	case asJSON:
		return AsExpected, p.printJSON(struct {
			Format string `json:"format"`
			tables.Replayed
		}{tables.Format, r})
	}
	_, err = fmt.Fprintln(p.Stdout, r)
	return AsExpected, err
}
