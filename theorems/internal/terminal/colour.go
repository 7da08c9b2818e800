package terminal

import "os"

// A Colour is a colour of text on a terminal.
type Colour int

// The colours that are used. Plain text is left as it is.
const (
	Plain Colour = iota
	Red
	Green
)

var codes = map[Colour]string{Red: "\x1b[1;31m", Green: "\x1b[32m"}

// Paint returns text in the colour c, or as it is under NO_COLOR (no-color.org) and on a
// terminal that says it is dumb. It is for text that goes to a terminal.
func (c Colour) Paint(text string) string {
	if codes[c] == "" || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return text
	}
	return codes[c] + text + "\x1b[0m"
}
