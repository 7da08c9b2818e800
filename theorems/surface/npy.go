package surface

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// npy returns a matrix as NumPy reads it: version 1.0 of its format, little-endian float64, row by row.
// (NumPy Enhancement Proposal 1.)
func npy(rows [][]float64) []byte {
	header := fmt.Sprintf("{'descr': '<f8', 'fortran_order': False, 'shape': (%d, %d), }", len(rows), len(rows[0]))
	const before = 10 // the mark, the version and the length
	pad := 64 - (before+len(header)+1)%64
	header += strings.Repeat(" ", pad%64) + "\n"
	out := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), byte(len(header)>>8))
	out = append(out, header...)
	for _, row := range rows {
		for _, x := range row {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(x))
		}
	}
	return out
}
