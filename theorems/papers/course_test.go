package papers

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
	"saddle/models/train"
)

var smallCourse = course{hidden: 5, images: 60, tests: 20, batch: 20}

// onward makes steps of a small course.
func onward(t *testing.T, c course, start []float64, m train.Method, order uint64, from, to int) []float64 {
	t.Helper()
	w, err := c.run(t.Context(), start, m, order, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// A course is gradient descent on the batches of permutations that the order and the epoch make, also in parts and with decay; and
// what it begins at stays as it is.
func TestCourses(t *testing.T) {
	c, rate := smallCourse, 0.1
	c.decay = 0.01
	start := c.start(rand.New(rand.NewPCG(1, 2)))
	kept := slices.Clone(start)
	want, g := slices.Clone(start), make([]float64, len(start))
	images := firstDigits{c.images, false}.all()
	for k := range 7 {
		order := rand.New(rand.NewPCG(9, uint64(k/3))).Perm(60)
		b := models.Batch{}
		for _, i := range order[k%3*20:][:20] {
			b.X, b.Labels = append(b.X, images.batch.X[100*i:][:100]...), append(b.Labels, images.batch.Labels[i])
		}
		c.net().LossGradient(g, want, b)
		for i := range want {
			want[i] -= rate * (g[i] + c.decay*want[i])
		}
	}
	sgd := train.GradientDescent{Rate: rate}
	got := onward(t, c, start, sgd, 9, 0, 7)
	if d := euclidean(got, want); d > 1e-12 || !slices.Equal(start, kept) {
		t.Errorf("%v away", d)
	}
	if parts := onward(t, c, onward(t, c, start, sgd, 9, 0, 4), sgd, 9, 4, 7); !slices.Equal(parts, got) {
		t.Error("in parts it goes elsewhere")
	}
	if slices.Equal(onward(t, c, start, sgd, 8, 0, 7), got) || slices.Equal(onward(t, c, start, train.Adam{}, 9, 0, 7), got) {
		t.Error("the order or the method has no say")
	}
	w, err := c.follow(t.Context(), start, sgd, 9, 0, 7, func(epochs int, _ []float64) bool { return epochs == 2 })
	if err != nil || !slices.Equal(w, onward(t, c, start, sgd, 9, 0, 6)) {
		t.Errorf("two epochs are enough: %v", err)
	}
}

// A course ends where its context does, and where the loss is no number.
func TestCoursesEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	start := smallCourse.start(rand.New(rand.NewPCG(1, 2)))
	if _, err := smallCourse.run(ctx, start, train.Adam{}, 1, 0, 3); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := smallCourse.run(t.Context(), start, train.GradientDescent{Rate: 1e200}, 1, 0, 30); !errors.Is(err, errDiverged) {
		t.Error(err)
	}
	if _, err := smallCourse.run(t.Context(), start, train.GradientDescent{}, 1, 0, 3); err == nil {
		t.Error("a rate of 0 will do")
	}
}

// Layers are where the net has them: without the weights of a layer the outputs are its biases.
func TestLayersOfACourse(t *testing.T) {
	w := smallCourse.start(rand.New(rand.NewPCG(1, 2)))
	layers := smallCourse.layers()
	if len(layers) != 4 || layers[3].weights != len(w) || layers[1].in != 5 {
		t.Fatalf("%+v", layers)
	}
	clear(w[layers[2].weights:layers[2].biases])
	out := make([]float64, 10)
	smallCourse.net().Outputs(out, w, firstDigits{60, false}.all().batch.X[:100])
	if !slices.Equal(out, w[layers[2].biases:]) {
		t.Errorf("%v, want %v", out, w[layers[2].biases:])
	}
	for i := range layers[2].weights {
		w[i] = 1
	}
	kicked := smallCourse.jitter(rand.New(rand.NewPCG(3, 4)), w, 0.25)
	moved := euclidean(kicked[:layers[2].weights], w[:layers[2].weights]) / math.Sqrt(float64(layers[2].weights))
	if math.Abs(moved-0.25) > 0.03 {
		t.Errorf("noise of the deviation %v", moved)
	}
}

// A rescaled net is the same function, to the last bit for a power of 2, and so is its sharpness in relative boxes; in others it is not.
func TestSharpnessOfARescaledNet(t *testing.T) {
	c := smallCourse
	l := c.lossAtImages(c.images)
	w := onward(t, c, c.start(rand.New(rand.NewPCG(1, 2))), train.Adam{Rate: 0.01}, 1, 0, 60)
	other := c.rescaled(w, 4)
	if a, b := l.at(w), l.at(other); a != b || slices.Equal(w, other) {
		t.Errorf("the losses are %v and %v", a, b)
	}
	if a, b := l.sharpness(w, 0.01, 0), l.sharpness(other, 0.01, 0); a != b || a <= 0 {
		t.Errorf("in relative boxes %v and %v", a, b)
	}
	if a, b := l.sharpness(w, 0.001, 1), l.sharpness(other, 0.001, 1); !(b > 1.1*a) || a <= 0 {
		t.Errorf("in boxes %v and %v", a, b)
	}
	if a, b := l.sharpness(w, 0.001, 1), l.sharpness(w, 0.0005, 1); !(a > b) {
		t.Errorf("in the larger box %v, in the smaller one %v", a, b)
	}
}

// A direction like a net has the length of its weights, unit by unit, and no biases.
func TestDirectionsLikeUnits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w := smallCourse.start(r)
	d := smallCourse.likeUnits(normalEntries(r, len(w), 1), w)
	layers := smallCourse.layers()
	for k, l := range layers[:3] {
		for at := l.weights; at < l.biases; at += l.in {
			if a, b := lengthOf(d[at:at+l.in]), lengthOf(w[at:at+l.in]); math.Abs(a-b) > 1e-12 || slices.Equal(d[at:at+l.in], w[at:at+l.in]) {
				t.Errorf("%v, want %v", a, b)
			}
		}
		if lengthOf(d[l.biases:layers[k+1].weights]) != 0 {
			t.Error("biases are moved")
		}
	}
	l := smallCourse.lossAtImages(60)
	if a, b := l.shareBelow(w, make([]float64, len(w)), make([]float64, len(w))), l.shareBelow(w, ofLength(d, 1e4), ofLength(d, 1e4)); a != 1 || b > 0.25 {
		t.Errorf("a share of %v where nothing moves, of %v far away", a, b)
	}
	if a, b := l.reach(w, make([]float64, len(w))), l.reach(w, ofLength(d, 1e6)); a != 2 || b != 0.05 {
		t.Errorf("the reach is %v where nothing moves, %v far away", a, b)
	}
}

// Between the two minima of (w² − 1)² the barrier is 1, and a convex loss has none.
func TestBarriers(t *testing.T) {
	well := func(w []float64) float64 { return (w[0]*w[0] - 1) * (w[0]*w[0] - 1) }
	if b := barrierOf(aboveTheChord(well, []float64{-1}, []float64{1}, 10)); math.Abs(b-1) > 1e-15 {
		t.Errorf("%v", b)
	}
	bowl := func(w []float64) float64 { return w[0]*w[0] + w[0] }
	above := aboveTheChord(bowl, []float64{-1}, []float64{2}, 10)
	if barrierOf(above) != 0 || len(above) != 11 || math.Abs(above[5]+9.0/4) > 1e-15 {
		t.Errorf("%v", above)
	}
}

// Points of a plane are found again but for a motion, and of others the share that is left is known.
func TestScaledToPlane(t *testing.T) {
	points := [][]float64{{0, 0}, {3, 0}, {0, 4}, {3, 5}, {-2, 1}}
	squares := mat.NewSymDense(5, nil)
	for i := range points {
		for j := range i {
			d := euclidean(points[i], points[j])
			squares.SetSym(j, i, d*d)
		}
	}
	x, y, share := scaledToPlane(squares)
	for i := range points {
		for j := range i {
			if got, want := math.Hypot(x[i]-x[j], y[i]-y[j]), euclidean(points[i], points[j]); math.Abs(got-want) > 1e-12 {
				t.Errorf("%d and %d: %v, want %v", i, j, got, want)
			}
		}
	}
	if math.Abs(share-1) > 1e-12 {
		t.Errorf("%v is left", share)
	}
	simplex := mat.NewSymDense(5, nil) // four equal eigenvalues
	for i := range 5 {
		for j := range i {
			simplex.SetSym(j, i, 1)
		}
	}
	if _, _, share := scaledToPlane(simplex); math.Abs(share-0.5) > 1e-12 {
		t.Errorf("%v is left of a simplex", share)
	}
}
