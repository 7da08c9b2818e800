// Package page writes what claims and tables came to as one HTML page that needs nothing else:
// a function of a [Document], which is data.
package page
