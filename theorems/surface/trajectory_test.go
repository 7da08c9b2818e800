package surface

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// TestRandomWalkShares: the shares are those of the matrix of expected inner products, sum to 1, and tend to the two limits.
func TestRandomWalkShares(t *testing.T) {
	for _, points := range []int{2, 3, 5, 12, 30} {
		for _, from := range []Centring{FromMean, FromEnd} {
			// Point k is the sum of the first k steps; the inner product of points j and k is min(j, k).
			gram := mat.NewSymDense(points, nil)
			origin := func(j int) float64 { // the mean inner product of point j with the origin
				if from == FromEnd {
					return float64(j)
				}
				sum := 0.0
				for k := range points {
					sum += float64(min(j, k)) / float64(points)
				}
				return sum
			}
			whole := float64(points - 1)
			if from == FromMean {
				whole = 0
				for j := range points {
					whole += origin(j) / float64(points)
				}
			}
			for i := range points {
				for j := range i + 1 {
					gram.SetSym(i, j, float64(min(i, j))-origin(i)-origin(j)+whole)
				}
			}
			values, err := spectra.Eigenvalues(gram)
			if err != nil {
				t.Fatal(err)
			}
			shares, sum := RandomWalk(points, from), 0.0
			for k, s := range shares {
				sum += s
				if want := values[points-1-k] / mat.Trace(gram); math.Abs(s-want) > 1e-14 {
					t.Errorf("%d points from the %s: share %d is %v, want %v", points, from, k, s, want)
				}
			}
			if math.Abs(sum-1) > 1e-14 {
				t.Errorf("%d points from the %s: the shares sum to %v", points, from, sum)
			}
		}
	}
	for k := range 3 {
		if mean, limit := RandomWalk(3000, FromMean)[k], 6/(math.Pi*math.Pi)/float64((k+1)*(k+1)); math.Abs(mean-limit) > 1e-6 {
			t.Errorf("share %d is %v, far from %v", k, mean, limit)
		}
		if end, limit := RandomWalk(3000, FromEnd)[k], 8/(math.Pi*math.Pi)/float64((2*k+1)*(2*k+1)); math.Abs(end-limit) > 1e-3 {
			t.Errorf("share %d is %v, far from %v", k, end, limit)
		}
	}
}

// TestPCAOfAWalk: in many dimensions the shares are near those of the expectation, from the mean and from the end.
func TestPCAOfAWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	points := [][]float64{random(r, 3000)}
	for k := range 29 {
		p := random(r, 3000)
		for i := range p {
			p[i] += points[k][i]
		}
		points = append(points, p)
	}
	for _, from := range []Centring{FromMean, FromEnd} {
		w, err := PCA(points, from)
		if err != nil {
			t.Fatal(err)
		}
		for k := range 3 {
			if math.Abs(w.Shares[k]-w.Walk[k]) > .03 {
				t.Errorf("from the %s: share %d is %v, of a walk %v", from, k, w.Shares[k], w.Walk[k])
			}
		}
	}
}

// TestPCAOfAPlane: points of a plane about a known origin have two components in it, whose projections leave nothing; and coordinates along them
// have the variances that the shares say.
func TestPCAOfAPlane(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	n := 40
	c, d, e := random(r, n), random(r, n), random(r, n)
	var points [][]float64
	for range 9 {
		a, b, p := r.NormFloat64(), r.NormFloat64(), make([]float64, n)
		for i := range p {
			p[i] = c[i] + 3*a*d[i] + b*e[i]
		}
		points = append(points, p)
	}
	for _, from := range []Centring{FromMean, FromEnd} {
		w, err := PCA(points, from)
		if err != nil || len(w.Components) != 2 {
			t.Fatalf("%d components, %v", len(w.Components), err)
		}
		if s := w.Shares[0] + w.Shares[1]; math.Abs(s-1) > 1e-13 || w.Shares[0] < w.Shares[1] || *w.Components[0].Value != w.Shares[0] {
			t.Errorf("the shares are %v", w.Shares)
		}
		p, err := w.Plane(w.Origin)
		if err != nil {
			t.Fatal(err)
		}
		if l := p.Lengths(); math.Abs(p.Cosine()) > 1e-14 || math.Abs(l[0]-1) > 1e-14 || math.Abs(l[1]-1) > 1e-14 {
			t.Errorf("lengths %v, cosine %v", l, p.Cosine())
		}
		var first, second float64
		for _, x := range points {
			a, b, far, err := p.Project(x)
			if err != nil || far > 1e-12*norm(x) {
				t.Errorf("a point is %v away, %v", far, err)
			}
			first, second = first+a*a, second+b*b
		}
		if math.Abs(first/(first+second)-w.Shares[0]) > 1e-12 {
			t.Errorf("coordinates say %v, the share is %v", first/(first+second), w.Shares[0])
		}
	}
	mean, _ := PCA(points, "")
	end, _ := PCA(points, FromEnd)
	if mean.Centring != FromMean || norm(mean.Origin) == norm(end.Origin) || end.Origin[0] != points[8][0] {
		t.Error("the centrings have one origin, or another default than the mean")
	}
}

// TestTrajectoriesThatCannotBe are typed errors; two points have one component.
func TestTrajectoriesThatCannotBe(t *testing.T) {
	for _, points := range [][][]float64{nil, {{1, 2}}, {{1, 2}, {1, 2}}, {{1}, {1, 2}}, {{}, {}}, {{1}, {math.NaN()}}, {{0}, {1e200}}} {
		if _, err := PCA(points, FromEnd); !errors.As(err, new(ErrArgument)) {
			t.Errorf("%v: %v", points, err)
		}
	}
	if _, err := PCA([][]float64{{1}, {2}}, "middle"); !errors.As(err, new(ErrArgument)) {
		t.Error(err)
	}
	for _, points := range [][][]float64{{{1, 2}, {3, 4}}, {{0, 0}, {1, 1}, {3, 3}, {2, 2}}} {
		if w, err := PCA(points, FromMean); err != nil || len(w.Components) != 1 || math.Abs(w.Shares[0]-1) > 1e-14 {
			t.Errorf("%v: %d components with shares %v, %v", points, len(w.Components), w.Shares, err)
		}
	}
}

// TestProjectIsLeastSquares: of axes of any lengths and at any angle, the residual is orthogonal to both, and points of the plane have the coordinates that
// made them: a projection that divides by a length, or to each axis alone, fails.
func TestProjectIsLeastSquares(t *testing.T) {
	r := rand.New(rand.NewPCG(17, 18))
	for range 50 {
		c, d, e := random(r, 6), random(r, 6), random(r, 6)
		for i := range d {
			d[i] *= 100
			e[i] += d[i] / 50
		}
		p := around(t, c, direction(d...), direction(e...))
		a, b := r.NormFloat64(), r.NormFloat64()
		w := make([]float64, 6)
		p.At(w, a, b)
		x, y, far, err := p.Project(w)
		if err != nil || math.Abs(x-a) > 1e-11 || math.Abs(y-b) > 1e-11 || far > 1e-11*norm(w) {
			t.Errorf("(%v, %v) is projected to (%v, %v), %v away: %v", a, b, x, y, far, err)
		}
		w = random(r, 6)
		x, y, far, _ = p.Project(w)
		rest := make([]float64, 6)
		p.At(rest, x, y)
		for i := range rest {
			rest[i] = w[i] - rest[i]
		}
		if math.Abs(cosine(rest, d)) > 1e-10 || math.Abs(cosine(rest, e)) > 1e-10 || math.Abs(norm(rest)-far) > 1e-10 {
			t.Errorf("the residual %v, of norm %v, is not orthogonal", rest, far)
		}
	}
	// Points that Through is given have their own coordinates.
	q, err := Through(random(r, 4), random(r, 4), random(r, 4))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range [][2]float64{{0, 0}, {1, 0}, {0, 1}} {
		if a, b, far, _ := q.Project(q.Points[i]); math.Abs(a-want[0])+math.Abs(b-want[1])+far > 1e-13 {
			t.Errorf("point %d is at (%v, %v), %v away", i, a, b, far)
		}
	}
	patch, err := Through([]float64{0}, []float64{1}, []float64{1}, []float64{0})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := patch.Project([]float64{1}); !errors.As(err, new(ErrArgument)) {
		t.Error("a bilinear patch is projected to")
	}
}

// TestCheckpointsSayWhatThePictureHides: the loss of a point off the plane is not the one drawn.
func TestCheckpointsSayWhatThePictureHides(t *testing.T) {
	loss := Func(2, func(w []float64) float64 { return w[0]*w[0] + 10*w[1]*w[1] })
	c, err := around(t, []float64{0, 0}, direction(2, 0)).Checkpoints(loss, [][]float64{{4, 3}, {1, 0}})
	if err != nil || len(c) != 2 || c[0] != (Checkpoint{2, 0, 3, 106, 16}) || c[1] != (Checkpoint{.5, 0, 0, 1, 1}) {
		t.Errorf("%+v, %v", c, err)
	}
}
