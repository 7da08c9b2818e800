package papers

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/theorems"
	"saddle/theorems/tables"
)

// liaoBranchFigures draws distances and barriers over the time of branching, and a map of the mean squared distances.
func liaoBranchFigures(cells []LiaoCell, rows []tables.Row) (out []theorems.Figure) {
	for i, c := range cells {
		file, words := fmt.Sprintf("h%d-%d-images-rate%d-noise%d", c.Hidden, c.Images, c.Rate, c.Noise), fmt.Sprintf("nets 100–%d–%d–10 on %d images, rate %g, noise %g", c.Hidden, c.Hidden, c.Images, float64(c.Rate)/10, float64(c.Noise)/4)
		over := func(name, what string) theorems.Series {
			var x []float64
			var values []string
			for _, halves := range liaoTimes {
				x, values = append(x, float64(halves)/2), append(values, liaoAt(what, halves))
			}
			return meansOver(name, theorems.Line, rows[i], x, values)
		}
		barriers := theorems.Figure{
			Name: "barriers-" + file, Says: "Barrier from the end of a branch to the end of the course, over the epoch at which it parts: by noise, or by the order of batches; " + words,
			X: theorems.Axis{Label: "epoch of branching"}, Y: theorems.Axis{Label: "barrier"},
			Series: []theorems.Series{over("by noise", liaoBarrier), over("by the order", liaoOrders)},
			Lines:  []theorems.ReferenceLine{{Name: "another start", At: shown(rows[i], "starts"), Across: true}},
			Hides:  "barriers off the segment; bars are the least and the greatest run",
		}
		distances := theorems.Figure{
			Name: "distances-" + file, Says: "Distance of the end of a branch from the end of the course, over the epoch at which noise sets it off; " + words,
			X: theorems.Axis{Label: "epoch of branching"}, Y: theorems.Axis{Label: "distance"},
			Series: []theorems.Series{over("", liaoDistance)},
			Hides:  "in which direction; bars are the least and the greatest run",
		}
		out = append(out, barriers, distances, liaoMap(file, words, rows[i]))
	}
	return out
}

// liaoMap scales the mean squared distances over the runs, which are squared distances of points, too, down to two dimensions.
func liaoMap(file, words string, r tables.Row) theorems.Figure {
	squares := mat.NewSymDense(liaoPlaces, nil)
	for i := range liaoPlaces {
		for j := range i {
			mean, _, _, _ := overRuns(r, liaoSquare(j, i))
			squares.SetSym(j, i, mean)
		}
	}
	x, y, share := scaledToPlane(squares)
	n := len(liaoTimes)
	f := theorems.Figure{
		Name: "map-" + file, Says: "A course of gradient descent, and the ends of its branches, from points of the mean squared distances over the runs, by classical multidimensional scaling; " + words,
		X: theorems.Axis{Label: "first coordinate"}, Y: theorems.Axis{Label: "second coordinate"},
		Series: []theorems.Series{curve("the course", x[:n+1], y[:n+1]), dots("its end", x[n:n+1], y[n:n+1])},
		Hides:  fmt.Sprintf("%.0f %% of the sum of the squared distances, which are in further dimensions", 100*(1-share)),
	}
	for k, halves := range liaoTimes {
		f.Series = append(f.Series, dots(fmt.Sprintf("branch of epoch %g", float64(halves)/2), x[n+1+k:n+2+k], y[n+1+k:n+2+k]))
	}
	f.Series = append(f.Series, dots("another start", x[2*n+1:], y[2*n+1:]))
	return f
}

// scaledToPlane returns the points of the plane whose Gram matrix is nearest to that of points with these squared distances, about
// their mean, −½ J D J with J = I − 𝟏𝟏ᵀ/n, and the share of its trace that is left (Torgerson, Multidimensional scaling: I. Theory and
// method, Psychometrika 17, 1952). The point in which a coordinate is greatest in size has a positive one.
func scaledToPlane(squares *mat.SymDense) (x, y []float64, share float64) {
	n := squares.SymmetricDim()
	means, all := make([]float64, n), 0.0
	for i := range n {
		for j := range n {
			means[i] += squares.At(i, j) / float64(n)
		}
		all += means[i] / float64(n)
	}
	gram := mat.NewSymDense(n, nil)
	for i := range n {
		for j := range i + 1 {
			gram.SetSym(j, i, -(squares.At(i, j)-means[i]-means[j]+all)/2)
		}
	}
	var e mat.EigenSym
	if !e.Factorize(gram, true) {
		panic("papers: the eigenvalues of a Gram matrix were not found")
	}
	values := e.Values(nil)
	var vectors mat.Dense
	e.VectorsTo(&vectors)
	total := 0.0
	for _, v := range values {
		total += math.Max(v, 0)
	}
	coordinate := func(k int) []float64 {
		out := make([]float64, n)
		mat.Col(out, k, &vectors)
		most := 0
		for i, v := range out {
			if math.Abs(v) > math.Abs(out[most])*(1+1e-9) {
				most = i
			}
		}
		sign := math.Copysign(math.Sqrt(math.Max(values[k], 0)), out[most])
		for i := range out {
			out[i] *= sign
		}
		return out
	}
	return coordinate(n - 1), coordinate(n - 2), (math.Max(values[n-1], 0) + math.Max(values[n-2], 0)) / total
}
