// Package nets holds families of nets with structure that is worth code of its own. Any
// fully connected net is a models.MLP, and for training on batches a models.Net.
//
//	eight small classifiers at once      Classifier     classifier….go
//	enclosures, for proofs               TanhNet        enclose….go
//
// Parameters are laid out as those of a models.MLP, and each type says where it keeps them
// otherwise. Errors are those of package models.
package nets
