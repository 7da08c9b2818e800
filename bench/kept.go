package bench

import "embed"

// Kept has the rows of the published tables, each made in full: NAME.json is a
// [saddle/theorems/tables.Report], and the first lines of NAME.txt, which begin with #, say by
// which command, on which machine and when. Slashes in the name of the table are dashes.
//
//go:embed testdata/*20*.json testdata/*20*.txt
var Kept embed.FS
