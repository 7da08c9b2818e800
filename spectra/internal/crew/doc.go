// Package crew shares work among goroutines, in two ways:
//
//	parallel.go  tasks that may run code of a caller's: its panics come back to the caller
//	crew.go      tasks of microseconds, turn after turn, among workers that wait by polling
//
// What is computed depends on neither.
package crew
