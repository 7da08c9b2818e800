package theorems

// A Deck is the headings of a lecture, in order: claims and tables name them as the slides of
// their sources.
type Deck struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	// Slides are the headings as printed; one that stands on several slides in a row is
	// listed once.
	Slides []string `json:"slides"`
}

// Info describes the deck; its kind is "deck".
func (d Deck) Info() Info {
	return Info{Name: d.Title, Kind: "deck", Source: Source{Title: d.Title, URL: d.URL}}
}
