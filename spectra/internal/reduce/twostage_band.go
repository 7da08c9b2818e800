package reduce

import (
	"saddle/spectra/f64"
	"saddle/spectra/internal/kernel"
)

// upwardChunks is into how many parts the rows of tiles are cut: each sums its
// share of what goes up to rows before its own, so workers need not meet, and
// the shares are added in one order.
const upwardChunks = 4

// toBand is stage 1. For each panel of b columns, with A₂ what is right of it and
// V and W of the panel before still to be added to A₂:
//
//	panel ← panel + VWᵀ + WVᵀ = Q R,  Q = I − V'T'V'ᵀ
//	A₂ ← A₂ + VWᵀ + WVᵀ and A₂V', in one pass over the tiles
//	W' = −A₂V'T' + ½ V'(T'ᵀV'ᵀA₂V'T')
func (s *TwoStage) toBand(vectors bool) {
	b := s.b
	for from := 0; from < s.order; from += b {
		now, before := s.vw[from/b%2], s.vw[(from/b+1)%2]
		s.updatePanel(from, before)
		s.diagonalBlock(from)
		rest := from + b
		if rest >= s.order {
			return
		}
		s.factorPanel(from)
		s.storeVectors(now, rest)
		s.multiply(rest, from > 0, now, before)
		s.finishPanel(now, rest)
		if vectors {
			s.keepPanel(now, rest)
		}
	}
}

// rowParts is into how many parts rows are cut where they only meet in sums.
const rowParts = 4

// inParts calls f for the parts of the rows from first on: whole rows i0 … i1−1 of tiles.
func (s *TwoStage) inParts(first int, f func(part, i0, i1 int)) {
	top := first / tileSize
	count := s.tileRows() - top
	s.crew.Run(rowParts, false, func(part int) {
		f(part, top+count*part/rowParts, top+count*(part+1)/rowParts)
	})
}

// tileRange returns which of the rows of tile row i are from on, counted in it.
func (s *TwoStage) tileRange(i, from int) (start, count int) {
	start = max(0, from-i*tileSize)
	return start, min(tileSize, s.order-i*tileSize) - start
}

// updatePanel adds VWᵀ + WVᵀ of the panel before to columns from … from+b−1, and
// loads what is below the diagonal block.
func (s *TwoStage) updatePanel(from int, before f64.Matrix) {
	j, col := from/tileSize, from%tileSize
	right := s.right[j].Block(0, col, 2*s.b, s.b)
	s.inParts(from, func(_, i0, i1 int) {
		for i := i0; i < i1; i++ {
			start, count := s.tileRange(i, from)
			c := s.tiles.at(i, j).Block(start, col, count, s.b)
			if from > 0 {
				kernel.Accumulate(c, before.Block(i*tileSize+start, 0, count, 2*s.b), right)
			}
			s.loadPanel(from, i)
		}
	})
}

func (s *TwoStage) tileRows() int { return len(s.right) }

// diagonalBlock copies the b×b block at (from, from) to the band.
func (s *TwoStage) diagonalBlock(from int) {
	i, row := from/tileSize, from%tileSize
	block := s.tiles.at(i, i).Block(row, row, s.b, s.b)
	for r := range min(s.b, s.n-from) {
		for c := range r + 1 {
			s.band.set(from+r, from+c, block.At(r, c))
		}
	}
}

// multiply adds VWᵀ + WVᵀ of the panel before, if there is one, to what is right
// of and below rest, and sets product, which is zero, to that times V of the panel
// now, but for what is in upward.
func (s *TwoStage) multiply(rest int, pending bool, now, before f64.Matrix) {
	top := rest / tileSize
	s.crew.Run(upwardChunks, false, func(chunk int) {
		i0, i1 := chunkOfRows(top, s.tileRows(), chunk)
		if i0 == i1 {
			return
		}
		up := s.upward[chunk]
		clear(up.Data[rest*s.b : min(s.order, i1*tileSize)*s.b])
		const together = 4 // rows of tiles that share what belongs to a column
		for ; i0 < i1; i0 += together {
			for j := top; j < min(i0+together, i1); j++ {
				for i := max(i0, j); i < min(i0+together, i1); i++ {
					s.multiplyTile(i, j, rest, pending, now, before, up)
				}
			}
		}
	})
}

// chunkOfRows cuts the tile rows top … rows−1 of a lower triangle into parts of
// about the same area.
func chunkOfRows(top, rows, chunk int) (from, to int) {
	count := rows - top
	area := count * (count + 1) / 2
	cut := func(share int) int {
		i := 0
		for i < count && i*(i+1)/2 < area*share/upwardChunks {
			i++
		}
		return top + i
	}
	return cut(chunk), cut(chunk + 1)
}

func (s *TwoStage) multiplyTile(i, j, rest int, pending bool, now, before, up f64.Matrix) {
	b := s.b
	row, height := s.tileRange(i, rest)
	col, width := s.tileRange(j, rest)
	c := s.tiles.at(i, j).Block(row, col, height, width)
	row += i * tileSize
	if pending {
		s.updateTile(c, before.Block(row, 0, height, 2*b), s.right[j].Block(0, col, 2*b, width), i == j)
	}
	col += j * tileSize
	kernel.Accumulate(s.product.Block(row, 0, height, b), c, now.Block(col, 0, width, b))
	if i > j {
		kernel.Accumulate(up.Block(col, 0, width, b), c.T(), now.Block(row, 0, height, b))
	}
}

// updateTile adds left·right to c; on the diagonal only below it, in strips.
func (s *TwoStage) updateTile(c, left, right f64.Matrix, diagonal bool) {
	if !diagonal {
		kernel.Accumulate(c, left, right)
		return
	}
	const strip = 16
	for r := 0; r < c.Rows; r += strip {
		height := min(strip, c.Rows-r)
		kernel.Accumulate(c.Block(r, 0, height, r+height), left.Block(r, 0, height, left.Cols), right.Block(0, 0, right.Rows, r+height))
	}
	mirrorTile(c)
}

// addUpward adds the shares of the chunks to the rows of product in tile row i,
// in order.
func (s *TwoStage) addUpward(rest, i int) {
	top := rest / tileSize
	start, count := s.tileRange(i, rest)
	row := i*tileSize + start
	for chunk, up := range s.upward {
		if from, to := chunkOfRows(top, s.tileRows(), chunk); from < to && i < to {
			f64.Axpy(s.product.Data[row*s.b:(row+count)*s.b], 1, up.Data[row*s.b:(row+count)*s.b])
		}
	}
}
