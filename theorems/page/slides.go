package page

import "slices"

// A slide is a heading of the deck, or a source, with what is said of it: in full where it
// stands first, and by a link where it stands again.
type slide struct {
	ID, Title, Link string
	Cards           []*card
	Boards          []*board
	Again           []*card
	BoardsAgain     []*board
}

// fillSlides puts every claim and table to its slides, in the order of the deck, and those of no
// slide to their sources.
func (v *view) fillSlides(ids anchors) {
	var titles []string
	if v.Deck != nil {
		titles = v.Deck.Slides
	}
	put := map[any]bool{}
	for _, title := range titles {
		s := slide{Title: title}
		for _, c := range v.Cards {
			if !slices.Contains(c.Report.Source.Slides(), title) {
				continue
			}
			if put[c] {
				s.Again = append(s.Again, c)
				continue
			}
			put[c] = true
			s.Cards = append(s.Cards, c)
		}
		for _, b := range v.Boards {
			if !slices.Contains(b.Report.Source.Slides(), title) {
				continue
			}
			if put[b] {
				s.BoardsAgain = append(s.BoardsAgain, b)
				continue
			}
			put[b] = true
			b.OnSlide = true
			s.Boards = append(s.Boards, b)
		}
		if s.Cards == nil && s.Boards == nil && s.Again == nil && s.BoardsAgain == nil {
			v.Silent = append(v.Silent, title)
			continue
		}
		s.ID = ids.id("slide " + title)
		v.Slides = append(v.Slides, s)
	}
	for _, c := range v.Cards {
		if put[c] {
			continue
		}
		source := c.Report.Source
		i := slices.IndexFunc(v.Beside, func(s slide) bool { return s.Title == source.Title })
		if i < 0 {
			i = len(v.Beside)
			v.Beside = append(v.Beside, slide{ID: ids.id("source " + source.Key), Title: source.Title, Link: source.URL})
		}
		v.Beside[i].Cards = append(v.Beside[i].Cards, c)
	}
}

// An errata is the list of what a source says that is false as it stands.
type errata struct {
	Title, Link string
	Cards       []*card
}

// errata are the claims that are false and have a correction, by their sources.
func (v *view) errata() (out []errata) {
	for _, c := range v.Cards {
		if !isErratum(c.Report) {
			continue
		}
		s := c.Report.Source
		i := slices.IndexFunc(out, func(e errata) bool { return e.Title == s.Title })
		if i < 0 {
			i = len(out)
			out = append(out, errata{Title: s.Title, Link: s.URL})
		}
		out[i].Cards = append(out[i].Cards, c)
	}
	return out
}
