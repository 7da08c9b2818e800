// Package browser has the tests of package page that need a browser: it opens a page from disk,
// without a network, in Chromium, prints it and walks through it by keyboard. It is a module of
// its own, so that the others need no browser.
//
//	cd theorems/page/browser && go test .
//
// Chromium must be installed. With VNU_JAR the file of the Nu HTML checker, the page is checked
// for being valid; with SADDLE_SCREENSHOTS a directory, pictures of the page are left there.
package browser
