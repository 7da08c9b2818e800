package page

import (
	"encoding/json"
	"fmt"
	"io"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// An ErrDocument reports what is no document: where it is wrong, as "claims[3].report.format",
// and why, with what would do.
type ErrDocument struct{ Where, Why string }

// Error says where and why.
func (e ErrDocument) Error() string { return fmt.Sprintf("page: %s: %s", e.Where, e.Why) }

// Read reads the JSON form of a document. It returns an ErrDocument for what is none: malformed,
// of another format or version, with something behind it, or with a name twice.
func Read(r io.Reader) (Document, error) {
	var d Document
	decoder := json.NewDecoder(r)
	if err := decoder.Decode(&d); err != nil {
		return Document{}, ErrDocument{"the file", err.Error() + ": want the JSON form of a report"}
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Document{}, ErrDocument{"the file", "there is something behind the document: want one document a file"}
	}
	if err := d.check(); err != nil {
		return Document{}, err
	}
	return d, nil
}

// check returns an ErrDocument unless d can be shown.
func (d Document) check() error {
	if err := format("format", d.Format, Format); err != nil {
		return err
	}
	seen := map[string]bool{}
	named := func(where, name, format_, want string) error {
		if err := format(where+".format", format_, want); err != nil {
			return err
		}
		if name == "" || seen[name] {
			return ErrDocument{where, fmt.Sprintf("the name %q is empty, or there twice: give each claim and table one of its own", name)}
		}
		seen[name] = true
		return nil
	}
	for i, c := range d.Claims {
		if err := named(fmt.Sprintf("claims[%d].report", i), c.Report.Name, c.Report.Format, theorems.Format); err != nil {
			return err
		}
	}
	for i, t := range d.Tables {
		if err := named(fmt.Sprintf("tables[%d].report", i), t.Report.Table, t.Report.Format, tables.Format); err != nil {
			return err
		}
	}
	return nil
}

func format(where, have, want string) error {
	if have == want {
		return nil
	}
	return ErrDocument{where, fmt.Sprintf("%q is not %q: another version of the program made it; make it again with this one", have, want)}
}
