package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestReadRefuses(t *testing.T) {
	good, err := json.Marshal(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ text, where string }{
		"nothing":         {"", "the file"},
		"half":            {string(good[:len(good)/2]), "the file"},
		"something else":  {"[]", "the file"},
		"two":             {string(good) + string(good), "the file"},
		"a report":        {`{"format":"saddle/2"}`, "format"},
		"an older format": {strings.Replace(string(good), Format, "saddle-report/0", 1), "format"},
		"an older claim":  {strings.Replace(string(good), `"saddle/2"`, `"saddle/1"`, 1), "claims[0].report.format"},
		"an older table":  {strings.Replace(string(good), `"saddle-table/1"`, `"saddle-table/0"`, 1), "tables[0].report.format"},
		"a name twice":    {strings.ReplaceAll(string(good), "paper2016/there-is", "deck/false"), "claims[2].report"},
		"no name":         {strings.ReplaceAll(string(good), `"name":"deck/false"`, `"name":""`), "claims[0].report"},
	} {
		var e ErrDocument
		if _, err := Read(strings.NewReader(c.text)); !errors.As(err, &e) || e.Where != c.where || e.Why == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := Write(io.Discard, Document{}); !errors.As(err, new(ErrDocument)) {
		t.Error(err)
	}
}

func TestMerge(t *testing.T) {
	all := sample(t)
	part := func(claims, tables []int) Document {
		d := all
		d.Claims, d.Tables = nil, nil
		for _, i := range claims {
			d.Claims = append(d.Claims, all.Claims[i])
		}
		for _, i := range tables {
			d.Tables = append(d.Tables, all.Tables[i])
		}
		return d
	}
	a, b := part([]int{0, 1, 2}, []int{0}), part([]int{2, 3, 4}, []int{0, 1})
	b.Claims[0].Report.Seconds = 9 // a slower machine
	b.Manifest.Machine = "darwin/arm64"
	got, err := Merge(a, b)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Claims) != 5 || len(got.Tables) != 2 || got.Claims[2].Report.Seconds != 9 || got.Manifest.Machine != "darwin/arm64; linux/amd64, 2 processors" {
		t.Errorf("%+v", got.Manifest)
	}
	if again, err := Merge(got, got, a); err != nil || !same(again, got) {
		t.Errorf("what is merged twice differs: %v", err)
	}
	b.Claims[0].Report.Cases++
	b.Tables[0].Report.Missing = 7
	b.Manifest.Seed = 2
	var conflict ErrConflict
	if _, err := Merge(a, b); !errors.As(err, &conflict) || !slices.Equal(conflict.Names, []string{"paper2016/there-is", "safran2018/tables-1-and-2", "the seed"}) {
		t.Errorf("%v", err)
	}
	b = part(nil, []int{1})
	b.Tables[0].Report.Table = "deck/false"
	if _, err := Merge(a, b); !errors.As(err, new(ErrDocument)) {
		t.Errorf("a claim and a table have one name: %v", err)
	}
	for _, docs := range [][]Document{nil, {{}}} {
		if _, err := Merge(docs...); !errors.As(err, new(ErrDocument)) {
			t.Error(err)
		}
	}
}

// The JSON form has the counts, which are those of the claims.
func TestCounts(t *testing.T) {
	d := sample(t)
	against := false
	d.Tables[0].Report.Rows[0].Entries[0].Agrees = &against
	c := d.Counts()
	if got, want := fmt.Sprintf("%+v", c), "{Claims:5 AsExpected:4 Outcomes:[{Outcome:undecided Grade:none Claims:1} {Outcome:refuted Grade:exact Claims:1} {Outcome:held Grade:exact Claims:1} {Outcome:proved Grade:certified Claims:1} {Outcome:outside Grade:tested Claims:1}]"; !strings.HasPrefix(got, want) {
		t.Errorf("got %s", got)
	}
	if c.Controls != 1 || c.ControlsOK != 1 || c.Errata != 2 || c.Slides != 5 || c.Silent != 2 || c.Tables != 2 || c.Against != 1 || c.Compared != 59 {
		t.Errorf("%+v", c)
	}
}
