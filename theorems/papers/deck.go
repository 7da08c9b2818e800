package papers

import "saddle/theorems"

// deck is the lecture deck whose statements are checked one by one, in the files
// deck_….go. Slides are named by their title; several, in the order in which
// they come, are joined by semicolons. What the deck asks or assumes is stated as
// a question answered, or under its assumption, and is no error of the deck's.
var deck = theorems.Source{Key: "deck", Title: "Hung-yi Lee, Optimization (lecture deck)", URL: "https://slidepub.com/slideshow/optimization-optimization-optimi-v6-pdf"}
