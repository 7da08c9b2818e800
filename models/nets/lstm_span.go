package nets

import "saddle/spectra/f64"

// An lstmSpan is scratch for some windows that pass through a net together. Matrices have a row for each
// window and step, all windows of the first step first, so that what a step has is a block of rows.
type lstmSpan struct {
	config  LSTMConfig
	windows int

	symbols []int // s_t
	next    []int // s_{t+1}

	gates, slope f64.Matrix // i, f, o, g and their derivatives; then the derivatives of the loss in what they are of
	c            f64.Matrix // c_0, c_1, …
	top, bent    f64.Matrix // tanh c_t and its derivative
	h            f64.Matrix // h_0, h_1, …
	z, delta     f64.Matrix // outputs, and the derivatives of the loss in them
	dh           f64.Matrix // derivatives in h_1, h_2, …
	dc           f64.Matrix // derivatives in c_t, of one step
}

func newLSTMSpan(c LSTMConfig, windows int) *lstmSpan {
	rows, h := windows*c.Length, c.Hidden
	return &lstmSpan{config: c, windows: windows, symbols: make([]int, rows), next: make([]int, rows),
		gates: padded(rows, 4*h), slope: padded(rows, 4*h), c: padded(rows+windows, h), h: padded(rows+windows, h),
		top: padded(rows, h), bent: padded(rows, h), z: padded(rows, c.Symbols), delta: padded(rows, c.Symbols),
		dh: padded(rows, h), dc: padded(windows, h)}
}

// resize takes as many windows, no more than there is room for.
func (t *lstmSpan) resize(windows int) {
	rows := windows * t.config.Length
	t.windows, t.symbols, t.next = windows, t.symbols[:rows], t.next[:rows]
	for _, m := range [...]*f64.Matrix{&t.gates, &t.slope, &t.top, &t.bent, &t.z, &t.delta, &t.dh} {
		m.Rows = rows
	}
	t.c.Rows, t.h.Rows, t.dc.Rows = rows+windows, rows+windows, windows
}

// read sets symbols and next.
func (t *lstmSpan) read(text []int) {
	for b := range t.windows {
		window := text[b*(t.config.Length+1):][:t.config.Length+1]
		for step, s := range window[:t.config.Length] {
			t.symbols[step*t.windows+b], t.next[step*t.windows+b] = s, window[step+1]
		}
	}
}

// step returns the rows of a step of m, where the first step is 0.
func (t *lstmSpan) step(m f64.Matrix, step int) f64.Matrix {
	return m.Block(step*t.windows, 0, t.windows, m.Cols)
}

// forward sets gates, slope, c, top, bent, h and z.
func (t *lstmSpan) forward(p lstmParameters) {
	clear(t.c.Data[:t.windows*t.config.Hidden])
	clear(t.h.Data[:t.windows*t.config.Hidden])
	for s := range t.config.Length {
		gates := t.step(t.gates, s)
		for b := range t.windows {
			row := gates.Row(b)
			copy(row, p.w.Row(t.symbols[s*t.windows+b]))
			f64.Axpy(row, 1, p.b)
		}
		f64.Gemm(gates, 1, t.step(t.h, s), p.u)
		t.squash(s)
		t.remember(s)
	}
	for i := range t.z.Rows {
		copy(t.z.Row(i), p.d)
	}
	f64.Gemm(t.z, 1, t.h.Block(t.windows, 0, t.z.Rows, t.h.Cols), p.o.T())
}

// numbers returns the numbers of a step of m, which has contiguous rows.
func (t *lstmSpan) numbers(m f64.Matrix, step int) []float64 {
	n := t.windows * m.Cols
	return m.Data[step*n:][:n]
}

// squash makes gates of a step of what they are of: σ(x) = (1 + tanh(x/2))/2 and tanh.
func (t *lstmSpan) squash(s int) {
	gates, slope, h := t.numbers(t.gates, s), t.numbers(t.slope, s), t.config.Hidden
	for at := 0; at < len(gates); at += 4 * h {
		for j := range gates[at : at+3*h] {
			gates[at+j] *= 0.5
		}
	}
	f64.Tanh(gates, slope, gates)
	for at := 0; at < len(gates); at += 4 * h {
		gates, slope := gates[at:at+3*h], slope[at:at+3*h]
		for j, x := range gates {
			gates[j] = 0.5 + float64(0.5*x)
			slope[j] *= 0.25
		}
	}
}

// remember sets c, top, bent and h of a step.
func (t *lstmSpan) remember(s int) {
	h := t.config.Hidden
	before, c := t.numbers(t.c, s), t.numbers(t.c, s+1)
	gates := t.numbers(t.gates, s)
	for b := range t.windows {
		gates, before, c := gates[4*h*b:][:4*h], before[h*b:][:h], c[h*b:][:h]
		in, forget, g := gates[:h], gates[h:2*h], gates[3*h:]
		for j := range c {
			c[j] = float64(forget[j]*before[j]) + float64(in[j]*g[j])
		}
	}
	top, out := t.numbers(t.top, s), t.numbers(t.h, s+1)
	f64.Tanh(top, t.numbers(t.bent, s), c)
	for b := range t.windows {
		f64.Hadamard(out[h*b:][:h], gates[4*h*b+2*h:][:h], top[h*b:][:h])
	}
}

// backward sets dst to the gradient of a loss whose derivatives in the outputs are delta, after forward.
func (t *lstmSpan) backward(dst, p lstmParameters) {
	above := t.h.Block(t.windows, 0, t.z.Rows, t.h.Cols)
	f64.Mul(dst.o, 1, t.delta.T(), above)
	clear(dst.d)
	for i := range t.delta.Rows {
		f64.Axpy(dst.d, 1, t.delta.Row(i))
	}
	f64.Mul(t.dh, 1, t.delta, p.o)
	clear(t.dc.Data)
	for s := t.config.Length - 1; s >= 0; s-- {
		t.pullStep(s)
		if s > 0 {
			f64.Gemm(t.step(t.dh, s-1), 1, t.step(t.slope, s), p.u.T())
		}
	}
	f64.Mul(dst.u, 1, t.h.Block(0, 0, t.z.Rows, t.h.Cols).T(), t.slope)
	clear(dst.b)
	clear(dst.w.Data)
	for i, symbol := range t.symbols {
		row := t.slope.Row(i)
		f64.Axpy(dst.b, 1, row)
		f64.Axpy(dst.w.Row(symbol), 1, row)
	}
}

// pullStep makes of slope the derivatives of the loss in what the gates of a step are of, and of dc, those in c_{t+1} by way of
// later steps, those in c_t.
func (t *lstmSpan) pullStep(s int) {
	h := t.config.Hidden
	before := t.numbers(t.c, s)
	for b := range t.windows {
		gates, slope := t.numbers(t.gates, s)[4*h*b:][:4*h], t.numbers(t.slope, s)[4*h*b:][:4*h]
		in, forget, out, g := gates[:h], gates[h:2*h], gates[2*h:3*h], gates[3*h:]
		dIn, dForget, dOut, dG := slope[:h], slope[h:2*h], slope[2*h:3*h], slope[3*h:]
		dh, dc, before := t.numbers(t.dh, s)[h*b:][:h], t.dc.Row(b), before[h*b:][:h]
		top, bent := t.numbers(t.top, s)[h*b:][:h], t.numbers(t.bent, s)[h*b:][:h]
		for j, d := range dh {
			dOut[j] *= d * top[j]
			c := dc[j] + float64(d*out[j]*bent[j])
			dIn[j] *= c * g[j]
			dG[j] *= c * in[j]
			dForget[j] *= c * before[j]
			dc[j] = c * forget[j]
		}
	}
}
