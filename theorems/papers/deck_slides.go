package papers

import "saddle/theorems"

// Deck is the lecture whose slides the claims and tables are of.
var Deck = theorems.Deck{
	Title: deck.Title,
	URL:   deck.URL,
	Slides: []string{
		"Last time ...", "Optimization", "Loss of Deep Learning is not convex", "Non-convex ≠ Difficult",
		"Hessian Matrix: When Gradient is Zero", "Training stops ....", "When Gradient is Zero", "Hessian",
		"Review: Linear Algebra", "Review: Positive/Negative Definite", "Examples", "Degenerate", "Monkey Saddle",
		"Training stuck ≠ Zero Gradient",
		"Deep Linear Network", "2-hidden layers", "10 hidden layers", "Demo",
		"Non-linear Deep Network", "Even Simple Task can be Difficult", "ReLU has local", "“Blind Spot” of ReLU", "Considering Data",
		"Conjecture about Deep Learning", "Analyzing Hessian", "Error v.s. Eigenvalues", "Guess about Error Surface",
		"Training Error v.s. Eigenvalues", "Spin Glass v.s. Deep Learning", "More Theory",
		"Error Surface", "Profile", "Profile - LSTM", "Training Processing", "Batch Normalization", "Skip Connection",
		"Concluding Remarks",
	},
}
