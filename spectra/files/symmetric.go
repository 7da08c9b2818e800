package files

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// A Matrix is what was read, with how it differs from what is written in the file.
type Matrix struct {
	*mat.SymDense
	// Rounded counts the numbers in the file that float64 does not have, as most decimal
	// fractions are: the nearest stand for them. Sums of entries that are given several times
	// count too where they were rounded.
	Rounded int
	// Asymmetry is the largest |a_ij − a_ji|. If it is not 0, the matrix is (A + Aᵀ)/2.
	Asymmetry float64
}

// A grid is a square matrix as it was read, n lines of n numbers; a line that is nil is of
// zeros. As a mat.Matrix it is what spectra.Symmetrized takes.
type grid struct {
	lines     [][]float64
	byColumns bool // a line is a column, else a row
	rounded   int
}

func (g *grid) Dims() (rows, columns int) { return len(g.lines), len(g.lines) }

func (g *grid) At(i, j int) float64 {
	if g.byColumns {
		i, j = j, i
	}
	if g.lines[i] == nil {
		return 0
	}
	return g.lines[i][j]
}

func (g *grid) T() mat.Matrix { return mat.Transpose{Matrix: g} }

// symmetric returns the matrix, or (A + Aᵀ)/2 if that is asked for.
func (g *grid) symmetric(mean bool) (Matrix, error) {
	i, j := g.worst()
	m := Matrix{Rounded: g.rounded, Asymmetry: math.Abs(g.At(i, j) - g.At(j, i))}
	if mean {
		m.SymDense = g.mean()
		return m, nil
	}
	var err error
	m.SymDense, err = spectra.Symmetrized(g)
	if errors.As(err, new(spectra.ErrNotSymmetric)) {
		err = ErrNotSymmetric{i + 1, j + 1, g.At(i, j), g.At(j, i)}
	}
	if err != nil {
		return Matrix{}, err
	}
	return m, nil
}

// worst returns the first of the pairs i ≥ j that differ most.
func (g *grid) worst() (row, column int) {
	most := 0.0
	for i := range g.lines {
		for j := range i {
			if d := math.Abs(g.At(i, j) - g.At(j, i)); d > most {
				row, column, most = i, j, d
			}
		}
	}
	return row, column
}

// mean returns (A + Aᵀ)/2, where the sum may not be in the range of float64.
func (g *grid) mean() *mat.SymDense {
	s := mat.NewSymDense(len(g.lines), nil)
	for i := range g.lines {
		for j := range i + 1 {
			below, above := g.At(i, j), g.At(j, i)
			if below != above {
				below = below/2 + above/2
			}
			s.SetSym(i, j, below)
		}
	}
	return s
}

// checkOrder refuses what is empty, not square or too large.
func checkOrder(rows, columns, largest int) error {
	switch {
	case rows != columns || rows == 0:
		return ErrShape{Rows: rows, Columns: columns}
	case rows > largest:
		return ErrTooLarge{rows, largest}
	}
	return nil
}
