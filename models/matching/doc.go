// Package matching puts the units of one net in the order of those of another. Nets whose hidden units stand in another order are one
// function, so that what lies between two trained nets depends on the order in which their units happen to be.
//
//	which row takes which column?       Assign   assignment.go: the least sum, and a proof of how near it is
//	the same net in another order       Permute  permute.go
//	the order that is nearest           Weights  weights.go: S. Ainsworth, J. Hayase and S. Srinivasa, "Git re-basin", ICLR 2023
//
// Nets are parameters with their [models.Block]s, of a models.MLP, a models.Net or a models.DeepLinear. Errors are those of package
// models.
package matching
