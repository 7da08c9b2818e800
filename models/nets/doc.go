// Package nets holds families of nets with structure that is worth code of its own. Any
// fully connected net is a models.MLP, and for training on batches a models.Net.
//
//	eight small classifiers at once      Classifier     classifier….go
//	deep, with batch normalisation       Residual       residual.go: with skip connections or without
//	  in training, on batches                           residual_batch.go
//	  in evaluation, as a models.Model   ResidualLoss   residual_loss.go, residual_pass.go, residual_product.go, residual_tape.go
//	  at many points, as of a plane      Losses         residual_points.go
//	  what is no parameter               Statistics     statistics.go
//	a text, character by character       LSTM           lstm.go
//	enclosures, for proofs               TanhNet        enclose….go
//
// Which parameters are a layer's is said by Blocks, which all have (blocks.go). At a point, a ResidualLoss has the matrices of models.Curvature.
//
// A Residual and an LSTM learn on matrices whose steps allocate nothing; how they pass through the layers is in
// residual_span.go and lstm_span.go. Parameters are laid out as those of a models.MLP, and each type says where it keeps them
// otherwise. Errors are those of package models.
package nets
