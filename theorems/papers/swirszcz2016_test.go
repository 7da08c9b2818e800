package papers

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"saddle/models"
	"saddle/models/data"
	"saddle/models/train"
	"saddle/theorems"
)

// What is said to stay are the parameters up to the dead layer, and the weights out of it but no biases there.
func TestWhatStays(t *testing.T) {
	d := DeadTraining{Widths: []int{1, 2, 1, 2}, W: []int{8}, Dead: 1}
	for dead, want := range map[int][]bool{
		0: {true, true, true, true, true, true, false, false, false, false, false},
		1: {true, true, true, true, true, true, false, false, false, false, false},
		2: {true, true, true, true, true, true, true, true, true, false, false},
	} {
		d.Dead = dead
		w, stays := d.start()
		if !slices.Equal(stays, want) {
			t.Errorf("layer %d: %v, want %v", dead, stays, want)
		}
		for i, x := range w {
			bias := slices.Contains([]int{2, 3, 6, 9, 10}, i)
			if off := bias && (dead == 1 && i < 4 || dead == 2 && i == 6); x != 1 && !off || off != (x == -1000) {
				t.Errorf("layer %d: parameter %d is %v", dead, i, x)
			}
		}
	}
}

// A layer that is off is seen to be so, and one that is on at one sample is not.
func TestIsDead(t *testing.T) {
	d := leastDeadTraining(1, "gd")
	far := d
	far.X = [][]int{{0}, {9000}}
	if !d.isDead() || far.isDead() || leastDeadTraining(0, "gd").isDead() {
		t.Errorf("%v, %v, %v", d.isDead(), far.isDead(), leastDeadTraining(0, "gd").isDead())
	}
	net, err := models.NewNet(d.config())
	if err != nil {
		t.Fatal(err)
	}
	w, _ := far.start()
	if e := far.answersAlike(net, w); e.Verdict != theorems.False {
		t.Errorf("a net that is on answers alike: %v", e)
	}
}

// Ends are those of nets that were trained by hand: what is right is what the net's own count says, and what
// moves is found.
func TestBlindEnds(t *testing.T) {
	for _, c := range []BlindCell{{Start: "he", Layers: 2, H: 8}, {Start: "normal", Mean: -0.05, Deviation: 0.01, Layers: 3, H: 8}} {
		r := func() theorems.Run { return theorems.Run{Rand: rand.New(rand.NewPCG(71, 0))} }
		e, err := c.trained(t.Context(), r(), 200, 30)
		if err != nil {
			t.Fatal(err)
		}
		set, _ := data.MNIST()
		set = set.First(200)
		start, err := c.start()
		if err != nil {
			t.Fatal(err)
		}
		out, err := train.Fit{Net: c.config(), Data: set, Start: start, Method: train.Adam{}, Batch: blindBatch, Epochs: 30}.Run(t.Context(), r().Rand, nil)
		if err != nil {
			t.Fatal(err)
		}
		net, err := models.NewNet(c.config())
		if err != nil {
			t.Fatal(err)
		}
		all := train.BatchOf(set)
		if _, wrong := net.Loss(out.W, all); e.Right != 200-wrong {
			t.Errorf("%+v: %d right, want %d", c, e.Right, 200-wrong)
		}
		blind := c.Mean < 0
		if (e.Off > 0) != blind || e.Off > e.After || e.Moved || blind && (!e.Alone || e.Off != c.Layers) || !blind && (e.Alone || e.Right < 40) {
			t.Errorf("%+v: %+v", c, e)
		}
		off, last := layersOff(net, out.W, all)
		if off != e.After || blind && last != c.Layers {
			t.Errorf("%+v: %d layers are off, %d is the last", c, off, last)
		}
		if got := parametersUpTo(c.config().Widths, c.Layers+1); got != net.Dim() {
			t.Errorf("%+v: %d parameters in all layers, want %d", c, got, net.Dim())
		}
	}
}

func TestMovedUpTo(t *testing.T) {
	widths, start := []int{2, 3, 1}, make([]float64, 13)
	for i := range start {
		end := slices.Clone(start)
		end[i] = 0x1p-1000
		for layers, want := range []bool{false, i < 9, true} {
			if got := movedUpTo(widths, layers, start, end); got != want {
				t.Errorf("parameter %d has moved, of the first %d layers: %v", i, layers, got)
			}
		}
	}
}

func TestBlindClasses(t *testing.T) {
	for _, c := range []struct {
		end  BlindEnd
		want string
	}{
		{BlindEnd{Right: 4000, Most: 563}, "no layer is off"},
		{BlindEnd{Right: 563, Most: 563}, "no layer is off, only the most frequent digit is right"},
		{BlindEnd{Off: 1, After: 1, Right: 563, Most: 563}, "off from the start, only the most frequent digit is right"},
		{BlindEnd{Off: 1, After: 1, Right: 550, Most: 563}, "off from the start"},
		{BlindEnd{After: 2, Right: 550, Most: 563}, "off in the end"},
		{BlindEnd{Off: 1, After: 1, Moved: true, Right: 563, Most: 563}, "a layer that is off has moved"},
	} {
		if got := c.end.tally(); got.Class != c.want || got.Values[0].X != float64(c.end.Right)/blindImages {
			t.Errorf("%+v: %+v, want %s", c.end, got, c.want)
		}
	}
}

// The probability that the first layer of the small net is off: at least 1 less that of each unit and image.
func TestNegativeMeansAreBelowAllImages(t *testing.T) {
	set, _ := data.MNIST()
	on := 0.0
	for _, x := range set.First(blindTrialImages).X() {
		sum, squares := 0.0, 0.0
		for _, v := range x {
			sum += v
			squares += v * v
		}
		on += float64(blindTrial.H) * math.Erfc(sum/math.Sqrt(2*squares)) / 2
	}
	if math.Abs(on-0.007) > 0.0005 || blindTrial.Mean != -blindTrial.Deviation {
		t.Errorf("a unit is on with probability up to %v", on)
	}
}
