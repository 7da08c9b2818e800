// Package page writes what claims and tables came to as one HTML page that needs nothing else:
// no network, no script, no fonts. The page is a function of a [Document], which is data and has
// a JSON form; every number on the page is in it.
//
//   - document.go, counts.go: what a page shows, and what is counted of it
//   - read.go, merge.go: documents from files, and several as one
//   - write.go: the page; view.go, slides.go, claims.go, rows.go and pictures.go: its parts
//   - formula.go: a Go literal as mathematics; number.go, anchor.go: numbers and names as HTML
//   - page.html, style.css, script.js: what it looks like, and what the keyboard does
package page
