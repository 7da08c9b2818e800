package tables

import "reflect"

// selected returns the cells that the texts name: listed ones of which some fields are
// given, or one beyond the paper of which all are. No texts mean all that are listed.
func (t Table[C, R]) selected(texts []string) ([]C, error) {
	if len(texts) == 0 {
		return t.Cells, nil
	}
	seen := map[string]bool{}
	var out []C
	add := func(c C) {
		if name, _ := cellName(c); !seen[name] {
			seen[name] = true
			out = append(out, c)
		}
	}
	for _, text := range texts {
		cells, err := t.matching(text)
		if err != nil {
			return nil, err
		}
		for _, c := range cells {
			add(c)
		}
	}
	return out, nil
}

func (t Table[C, R]) matching(text string) (out []C, err error) {
	var given C
	v := reflect.ValueOf(&given).Elem()
	set, err := setFields(v, text)
	if err != nil {
		return nil, ErrCell{t.Name, text, err.Error()}
	}
	whole := true
	for _, s := range set {
		whole = whole && s
	}
	for _, c := range t.Cells {
		same := true
		for i, s := range set {
			same = same && (!s || reflect.ValueOf(c).Field(i).Interface() == v.Field(i).Interface())
		}
		if same {
			out = append(out, c)
		}
	}
	switch {
	case out != nil:
		return out, nil
	case !whole:
		return nil, ErrCell{t.Name, text, "fields of a listed cell, or all of one beyond: " + fieldsOf(v.Type())}
	}
	if t.Valid != nil {
		if err := t.Valid(given); err != nil {
			return nil, ErrCell{t.Name, text, err.Error()}
		}
	}
	if _, err := cellName(given); err != nil {
		return nil, ErrCell{t.Name, text, err.Error()}
	}
	return []C{given}, nil
}
