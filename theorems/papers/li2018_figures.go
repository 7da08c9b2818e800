package papers

import (
	"context"

	"saddle/models"
	"saddle/theorems"
	"saddle/theorems/surface"
)

// li2018Model returns the loss of a sliced net as a model, and the weights of both nets.
func li2018Model(n FilteredNet) (m *models.MLP, w [2][]float64) {
	c := models.MLPConfig{Widths: []int{2, 2, 1}, Activation: models.ReLU}
	for _, s := range n.Samples {
		c.X, c.Y = append(c.X, []float64{float64(s[0]), float64(s[1])}), append(c.Y, []float64{float64(s[2])})
	}
	m, err := models.NewMLP(c)
	if err != nil {
		panic(err)
	}
	for k := range w {
		for _, row := range n.weights(k == 1) {
			w[k] = append(w[k], nearestFloats(rats(row[:]))...)
		}
	}
	return m, w
}

// li2018Slice draws the slice through w in floats: the direction is normalised, and the losses are taken, by the package surface.
func li2018Slice(m *models.MLP, w []float64, along [3][2]int, normal surface.Normalisation, g surface.Grid) surface.Surface {
	var v []float64
	for _, row := range along {
		v = append(v, float64(row[0]), float64(row[1]))
	}
	d, err := surface.Normalise(w, m.Blocks(), v, surface.Drawing{Normal: normal})
	if err != nil {
		panic(err)
	}
	p, err := surface.Around(w, d)
	if err != nil {
		panic(err)
	}
	s, err := surface.Of(context.Background(), m, p, g, &surface.Options{Workers: 1})
	if err != nil {
		panic(err)
	}
	return s
}

// li2018Figures draws slices through a net and through the same net rescaled.
func li2018Figures(theorems.Report) []theorems.Figure {
	n := li2018Witness
	n.Samples = [][3]int{{1, 0, 10}, {0, 1, 20}, {1, 1, 30}}
	n.Along = [3][2]int{{3, 4}, {-4, 3}, {12, -5}}
	m, w := li2018Model(n)
	f := theorems.Figure{
		Name: "slices", Says: "Loss of one function along one drawn direction, through the weights of a ReLU net and through the same net whose two hidden units were rescaled by 3/4 and by 4/3",
		X: theorems.Axis{Label: "α"}, Y: theorems.Axis{Label: "loss"},
		Hides: "that by neurons the two slices are one for every rescaling of units, and by filters for those of whole layers only, both decided exactly",
	}
	g := surface.Grid{X: surface.Symmetric(1, 30)}
	for _, of := range []struct {
		name   string
		w      []float64
		normal surface.Normalisation
	}{
		{"by filters", w[0], surface.Filter}, {"by filters, rescaled", w[1], surface.Filter},
		{"by neurons, both", w[0], surface.Neuron},
	} {
		f.Series = append(f.Series, curve(of.name, g.X.All(), li2018Slice(m, of.w, n.Along, of.normal, g).Z[0]))
	}
	return []theorems.Figure{f}
}
