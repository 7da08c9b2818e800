// Package tables makes a published table or figure of experiments a value that runs, is
// interrupted and resumed, is split over machines and merged, and stands beside the paper.
//
// A [Table] has cells, and for each cell runs. A run depends on the seed, the table, the cell
// and its index alone. What runs gave is kept in a record file, the only state there is:
// lines are appended to it, and rows are computed from it. So one run of the table, three
// shards merged in any order, and a run that was killed and resumed give the same rows, bit
// for bit, with any number of workers.
//
// # Which file
//
//	what a table is                       table.go, cell.go, selection.go; info.go for one of any type
//	how runs are made                     options.go, make.go, plan.go
//	what is kept, and how it is read      record.go, records.go, scan.go, index.go, lock….go
//	what runs come to                     tally.go, summary.go, sum.go, point.go, fold.go; merge.go for many files
//	how that stands beside the paper      row.go, entry.go, report.go
package tables
