package surface

import (
	"fmt"
	"io"
	"strings"
)

// WriteVTP writes a plane as a surface of VTK's XML format for PolyData, which ParaView reads: a point (α, β, loss) for each node
// with a finite loss, and a quadrilateral for each four such neighbours, so that what is missing or not finite is a hole. A line is an
// [ErrArgument].
func (s Surface) WriteVTP(w io.Writer) error {
	if len(s.Z) < 2 || len(s.Z[0]) < 2 {
		return ErrArgument{"the surface", fmt.Sprintf("of %d × %d nodes", len(s.Z), len(s.Z[0])), "a plane of two rows and columns or more"}
	}
	var points, losses, corners, ends strings.Builder
	index := map[[2]int]int{}
	for i, row := range s.Z {
		for j, z := range row {
			if finite(z) {
				index[[2]int{i, j}] = len(index)
				fmt.Fprintf(&points, "%s %s %s\n", written(s.Grid.X.At(j)), written(s.Grid.Y.At(i)), written(z))
				fmt.Fprintf(&losses, "%s\n", written(z))
			}
		}
	}
	cells := 0
	for i := range len(s.Z) - 1 {
		for j := range len(s.Z[0]) - 1 {
			if s.whole(i, j) {
				cells++
				fmt.Fprintf(&corners, "%d %d %d %d\n", index[[2]int{i, j}], index[[2]int{i, j + 1}], index[[2]int{i + 1, j + 1}], index[[2]int{i + 1, j}])
				fmt.Fprintf(&ends, "%d\n", 4*cells)
			}
		}
	}
	_, err := fmt.Fprintf(w, `<?xml version="1.0"?>
<VTKFile type="PolyData" version="0.1" byte_order="LittleEndian">
<PolyData>
<Piece NumberOfPoints="%d" NumberOfVerts="0" NumberOfLines="0" NumberOfStrips="0" NumberOfPolys="%d">
<PointData Scalars="loss">
<DataArray type="Float64" Name="loss" format="ascii">
%s</DataArray>
</PointData>
<Points>
<DataArray type="Float64" NumberOfComponents="3" format="ascii">
%s</DataArray>
</Points>
<Polys>
<DataArray type="Int32" Name="connectivity" format="ascii">
%s</DataArray>
<DataArray type="Int32" Name="offsets" format="ascii">
%s</DataArray>
</Polys>
</Piece>
</PolyData>
</VTKFile>
`, len(index), cells, losses.String(), points.String(), corners.String(), ends.String())
	return err
}

// whole reports whether the four corners of a cell of the grid have finite losses.
func (s Surface) whole(i, j int) bool {
	return finite(s.Z[i][j]) && finite(s.Z[i][j+1]) && finite(s.Z[i+1][j]) && finite(s.Z[i+1][j+1])
}
