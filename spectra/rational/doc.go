// Package rational computes with rational numbers.
package rational
