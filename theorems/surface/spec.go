package surface

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"math"
	"runtime"
	"runtime/debug"
)

// Format is the version of the form of a folder.
const Format = "saddle-surface/1"

// A Spec is surface.json: what a surface is of, without the losses.
type Spec struct {
	Format string `json:"format"`
	Name   string `json:"name,omitempty"`
	// Hash is that of all that determines the losses: the name, the points and directions bit by bit, the grid, the policies, the data's
	// text and the loss at the centre.
	Hash string `json:"hash"`
	// Parameters is the hash of each point, and Data what its user says of the samples.
	Parameters []string     `json:"parameters"`
	Data       string       `json:"data,omitempty"`
	Kind       Kind         `json:"kind"`
	Directions []SpecVector `json:"directions,omitempty"`
	Dim        int          `json:"dim"`
	Lengths    []float64    `json:"lengths"` // of the axes
	Cosine     float64      `json:"cosine"`  // of the angle between them
	Grid       Grid         `json:"grid"`
	Buffers    Buffers      `json:"buffers"`
	Centre     Number       `json:"centre"` // the loss there
	Curvature  *Curvature   `json:"curvature,omitempty"`
	Path       []Checkpoint `json:"path,omitempty"`
	Summary    Summary      `json:"summary"`
	// Values is the hash of grid.npy, and Build what made this file.
	Values string `json:"values"`
	Build  string `json:"build"`
}

// A SpecVector is a direction with the hash of its numbers.
type SpecVector struct {
	Direction
	Hash string `json:"hash"`
}

// Hash returns a hash of numbers, bit by bit, as 64 hexadecimal digits: what Options.Data can be.
func Hash(of ...[]float64) string {
	h := sha256.New()
	for _, v := range of {
		number(h, uint64(len(v)))
		for _, x := range v {
			number(h, math.Float64bits(x))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func number(h hash.Hash, x uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], x)
	h.Write(b[:])
}

// Spec returns what surface.json says.
func (s Surface) Spec() Spec {
	var out Spec
	if s.spec != nil {
		out = *s.spec
	} else {
		p := s.Plane
		out = Spec{Format: Format, Name: s.Name, Data: s.Data, Kind: p.Kind, Dim: p.Dim(), Grid: s.Grid, Buffers: s.Buffers,
			Centre: Number(s.Centre), Curvature: s.Curvature, Path: s.Path, Lengths: p.Lengths(), Cosine: p.Cosine(), Build: build()}
		for _, v := range p.Points {
			out.Parameters = append(out.Parameters, Hash(v))
		}
		for _, d := range p.Directions {
			out.Directions = append(out.Directions, SpecVector{d, Hash(d.V)})
		}
		out.Hash = out.identity()
	}
	out.Summary = s.Summary()
	out.Values = bytesHash(npy(s.Z))
	return out
}

// identity is the hash of what determines the losses.
func (s Spec) identity() string {
	id := []any{s.Format, s.Name, s.Parameters, s.Data, s.Kind, s.Dim, s.Grid, s.Buffers, s.Centre}
	for _, d := range s.Directions {
		id = append(id, d.Hash)
	}
	text, err := json.Marshal(id)
	if err != nil {
		panic(err) // strings, integers and finite numbers
	}
	return bytesHash(text)
}

func bytesHash(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// differs names the first thing in which two surfaces differ, "" if none.
func (s Spec) differs(o Spec) string {
	same := func(a, b any) bool {
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		return string(x) == string(y)
	}
	hashes := func(s Spec) (out []string) {
		for _, d := range s.Directions {
			out = append(out, d.Hash)
		}
		return out
	}
	for _, x := range []struct {
		what string
		a, b any
	}{
		{"format", s.Format, o.Format}, {"name", s.Name, o.Name}, {"parameters", s.Parameters, o.Parameters}, {"kind", s.Kind, o.Kind}, {"directions", hashes(s), hashes(o)}, {"grid", s.Grid, o.Grid},
		{"data", s.Data, o.Data}, {"policy of buffers", s.Buffers, o.Buffers}, {"loss at the centre", s.Centre, o.Centre}, {"hash", s.Hash, o.Hash},
	} {
		if !same(x.a, x.b) {
			return x.what
		}
	}
	return ""
}

// build says by what program a folder was made.
func build() string {
	text := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return text
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" || s.Key == "vcs.modified" {
			text = s.Key + "=" + s.Value + " " + text
		}
	}
	return info.Main.Path + " " + info.Main.Version + " " + text
}
