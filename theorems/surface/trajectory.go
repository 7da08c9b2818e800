package surface

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/f64"
)

// A Centring says from where the points of a trajectory are measured.
type Centring string

// The centrings. Li et al. 2018 (section 7) write θ_t − θ_T; a library's PCA subtracts the mean once more, so that their
// components are those of FromMean, drawn through θ_T.
const (
	FromMean Centring = "mean"
	FromEnd  Centring = "end"
)

// A Trajectory is points in the coordinates of their principal components.
type Trajectory struct {
	Centring Centring
	Origin   []float64 // the mean, or the last point
	// Components are of norm 1 and orthogonal: the first one or two. There is one where the points are on a line, as far as rounding can tell.
	Components []Direction
	// Shares are those of the variance about the origin, in descending order, and Walk those of a random walk of as many
	// points in very many dimensions.
	Shares, Walk []float64
}

// mostCheckpoints bounds the number of points: their Gram matrix is dense.
const mostCheckpoints = 4096

// PCA returns the principal components of a trajectory of at least two points, from the eigenvectors of the Gram matrix
// of the points. Centring "" means FromMean. A component points to where its largest coordinate is positive. Cost: T²n + 10T³ flops for T
// points of n numbers.
func PCA(points [][]float64, from Centring) (Trajectory, error) {
	t := Trajectory{Centring: from}
	if t.Centring == "" {
		t.Centring = FromMean
	}
	if err := checkTrajectory(points, t.Centring); err != nil {
		return t, err
	}
	n := len(points[0])
	t.Origin = append([]float64(nil), points[len(points)-1]...)
	if t.Centring == FromMean {
		for i := range t.Origin {
			sum := 0.0
			for _, p := range points {
				sum += p[i] / float64(len(points))
			}
			t.Origin[i] = sum
		}
	}
	a := mat.NewDense(len(points), n, nil)
	for k, p := range points {
		row := a.RawRowView(k)
		for i := range row {
			row[i] = p[i] - t.Origin[i]
		}
	}
	var gram mat.SymDense
	gram.SymOuterK(1, a)
	if most := mat.Max(&gram); !finite(most) || most == 0 {
		return t, ErrArgument{"the trajectory", fmt.Sprintf("one whose squares are up to %v", most), "points that differ, whose squares are finite"}
	}
	values, vectors, err := spectra.Eigen(&gram)
	if err != nil {
		return t, err
	}
	total := 0.0
	for i := range values {
		values[i] = max(values[i], 0) // as those of AAᵀ are
		total += values[i]
	}
	for k := len(values) - 1; k >= 0; k-- {
		t.Shares = append(t.Shares, values[k]/total)
	}
	t.Walk = RandomWalk(len(points), t.Centring)
	for k := range min(2, len(points)-1) {
		if t.Shares[k] < 64*float64(len(points))*0x1p-52 {
			break // what rounding leaves of 0
		}
		t.Components = append(t.Components, t.component(a, vectors, k))
	}
	return t, nil
}

func checkTrajectory(points [][]float64, from Centring) error {
	switch {
	case from != FromMean && from != FromEnd:
		return ErrArgument{"the centring", fmt.Sprintf("%q", from), "mean or end"}
	case len(points) < 2 || len(points) > mostCheckpoints:
		return ErrArgument{"the trajectory", fmt.Sprintf("of %d points", len(points)), fmt.Sprintf("2 to %d: one point has no direction, and of more take every other", mostCheckpoints)}
	}
	for k, p := range points {
		if len(p) != len(points[0]) || len(p) == 0 || hasNaN(p) {
			return ErrArgument{fmt.Sprintf("point %d", k), fmt.Sprintf("of %d numbers, or not finite", len(p)), "as many finite numbers as the first has"}
		}
	}
	return nil
}

// component returns Aᵀu/‖Aᵀu‖ for the k-th last eigenvector u of AAᵀ.
func (t Trajectory) component(a, vectors *mat.Dense, k int) Direction {
	points, n := a.Dims()
	u := make([]float64, points)
	for i := range u {
		u[i] = vectors.At(i, points-1-k)
	}
	if i, _ := f64.AbsMax(u); u[i] < 0 {
		for j := range u {
			u[j] = -u[j]
		}
	}
	v := make([]float64, n)
	for i, x := range u {
		f64.Axpy(v, x, a.RawRowView(i))
	}
	v = unit(v)
	for range 2 {
		for _, c := range t.Components {
			f64.Axpy(v, -f64.Dot(c.V, v), c.V)
		}
		v = unit(v)
	}
	share := t.Shares[k]
	return Direction{V: v, Origin: "component", Value: &share}
}

// Plane returns the line or plane of the components through a point, as Origin or the end of the trajectory.
func (t Trajectory) Plane(through []float64) (Plane, error) {
	return Around(through, t.Components...)
}

// RandomWalk returns the shares of the principal components of a random walk of so many points in very many dimensions, where the inner
// products of points are those expected. With the variance of a step as unit these have the eigenvalues
//
//	1/(4 sin²(πk/2T)),            k = 1 … T−1, of T points about their mean, with sum (T²−1)/6,
//	1/(4 sin²(π(2k−1)/(4T−2))),   k = 1 … T−1, about the last of them, with sum T(T−1)/2,
//
// as the inverses of the path's Laplacian with both ends free, and with one held. For many points the shares tend to (6/π²)/k² and
// 8/(π²(2k−1)²) (Antognini and Sohl-Dickstein 2018, for the first). One share, 0, belongs to the origin. Of
// fewer than one point there are none.
func RandomWalk(points int, from Centring) []float64 {
	out := make([]float64, max(points, 0))
	n := float64(points)
	for k := 1; k < points; k++ {
		angle, sum := math.Pi*float64(k)/(2*n), (float64(n*n)-1)/6
		if from == FromEnd {
			angle, sum = math.Pi*float64(2*k-1)/(4*n-2), float64(n*(n-1))/2
		}
		s := 2 * math.Sin(angle)
		out[k-1] = 1 / (s * s * sum)
	}
	return out
}
