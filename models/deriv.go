package models

// newSweep evaluates the constant expressions of t.
func newSweep[T any, A arithmetic[T]](t *Tape, arith A) *sweep[T, A] {
	s := &sweep[T, A]{Tape: t, arith: arith, val: make([]T, len(t.nodes))}
	for i := range t.first {
		s.value(i)
	}
	return s
}

// loss returns L at the parameters in val.
func (s *sweep[T, A]) loss() (T, error) {
	for i := s.first + s.dim; i < len(s.nodes); i++ {
		s.value(i)
	}
	return s.val[s.out], s.arith.err()
}

// value evaluates node i.
func (s *sweep[T, A]) value(i int) {
	nd, f := &s.nodes[i], s.arith
	x, y, z := s.val[nd.a], s.val[nd.b], &s.val[i]
	switch nd.op {
	case opConst:
		*z = f.constant(&s.consts[nd.n])
	case opAdd:
		*z = f.add(x, y)
	case opSub:
		*z = f.sub(x, y)
	case opMul:
		*z = f.mul(x, y)
	case opDiv:
		*z = f.div(x, y)
	case opNeg:
		*z = f.neg(x)
	case opPow:
		*z = f.pow(x, int(nd.n))
	case opAtan2:
		*z = f.atan2(x, y)
	case opLogSumExp:
		*z = f.logSumExp(s.gather(nd, s.val))
	case opRelu, opAbs, opLeakyRelu, opMax, opMin:
		*z = s.kinkValue(nd.op, x, y)
	default:
		*z = f.function(nd.op, x)
	}
}

func (s *sweep[T, A]) kinkValue(f op, x, y T) T {
	sign, ok := s.arith.sign(s.kinkArgument(f, x, y))
	switch {
	case !ok:
		return s.arith.straddle(f, x, y)
	case f == opMax && sign < 0, f == opMin && sign > 0:
		return y
	case f.chooses() || sign > 0:
		return x
	}
	return s.arith.mul(y, x)
}

// gradient returns L, and leaves ∇L in the adjoints of the parameters.
func (s *sweep[T, A]) gradient() (T, error) {
	loss, err := s.loss()
	if err != nil {
		return loss, err
	}
	if s.adj == nil {
		s.adj, s.part = make([]T, len(s.nodes)), make([]partial[T], s.parts)
	}
	for i := s.first + s.dim; i < len(s.nodes); i++ {
		switch op := s.nodes[i].op; {
		case op == opLogSumExp:
			err = s.termPartials(i)
		case op.curved():
			err = s.partials(i)
		case op.kinked():
			err = s.kinkPartials(i)
		}
		if err != nil {
			return loss, err
		}
	}
	if s.arith.allowsKinks() {
		s.mark()
	}
	s.adjoints()
	for i := s.first + s.dim; i < len(s.nodes); i++ {
		if nd := &s.nodes[i]; nd.op.curved() {
			p := &s.part[nd.slot]
			p.c = s.arith.mul(s.adj[i], p.c)
		}
	}
	return loss, s.arith.err()
}

// hessVec returns ∇²L v. It must follow gradient.
func (s *sweep[T, A]) hessVec() []T {
	s.tangents()
	s.adjointTangents()
	return s.inputs(s.adt)
}

// hessian calls column(j, c) with every column c of ∇²L. It must follow gradient.
func (s *sweep[T, A]) hessian(column func(j int, c []T)) {
	v := s.direction()
	for j := range v {
		clear(v)
		v[j] = s.arith.integer(1)
		column(j, s.hessVec())
	}
}

// adjoints runs backwards through x̄ += z̄ φₓ.
func (s *sweep[T, A]) adjoints() {
	f, first := s.arith, int32(s.first)
	add := func(to int32, x T) {
		if to >= first {
			s.adj[to] = f.add(s.adj[to], x)
		}
	}
	clear(s.adj)
	s.adj[s.out] = f.integer(1)
	for i := len(s.nodes) - 1; i >= s.first+s.dim; i-- {
		nd, g := &s.nodes[i], s.adj[i]
		if f.isZero(g) {
			continue
		}
		switch a, b := nd.a, nd.b; nd.op {
		case opAdd:
			add(a, g)
			add(b, g)
		case opSub:
			add(a, g)
			add(b, f.neg(g))
		case opNeg:
			add(a, f.neg(g))
		case opMul:
			if a >= first {
				add(a, f.mul(g, s.val[b]))
			}
			if b >= first {
				add(b, f.mul(g, s.val[a]))
			}
		case opLogSumExp:
			for k, x := range s.Tape.terms[nd.n] {
				add(x, f.mul(g, s.part[int(nd.slot)+k].a))
			}
		default:
			p := &s.part[nd.slot]
			if a >= first {
				add(a, f.mul(g, p.a))
			}
			if b >= first && nd.op.binary() {
				add(b, f.mul(g, p.b))
			}
		}
	}
}

// tangents runs forwards through ż = φₓẋ + φ_y ẏ.
func (s *sweep[T, A]) tangents() {
	f := s.arith
	for i := s.first + s.dim; i < len(s.nodes); i++ {
		nd := &s.nodes[i]
		if s.dead != nil && s.dead[i] {
			s.tan[i] = f.integer(0)
			continue
		}
		switch a, b := nd.a, nd.b; nd.op {
		case opAdd:
			s.tan[i] = f.add(s.tan[a], s.tan[b])
		case opSub:
			s.tan[i] = f.sub(s.tan[a], s.tan[b])
		case opNeg:
			s.tan[i] = f.neg(s.tan[a])
		case opMul:
			s.tan[i] = f.add(f.mul(s.tan[a], s.val[b]), f.mul(s.val[a], s.tan[b]))
		case opLogSumExp:
			s.tan[i] = s.termTangent(nd)
		default:
			p := &s.part[nd.slot]
			s.tan[i] = f.mul(p.a, s.tan[a])
			if nd.op.binary() {
				s.tan[i] = f.add(s.tan[i], f.mul(p.b, s.tan[b]))
			}
		}
	}
}

// adjointTangents differentiates adjoints.
func (s *sweep[T, A]) adjointTangents() {
	f, first := s.arith, int32(s.first)
	add := func(to int32, x T) {
		if to >= first {
			s.adt[to] = f.add(s.adt[to], x)
		}
	}
	clear(s.adt)
	for i := len(s.nodes) - 1; i >= s.first+s.dim; i-- {
		nd, g, h := &s.nodes[i], s.adj[i], s.adt[i]
		if f.isZero(g) && f.isZero(h) {
			continue
		}
		switch a, b := nd.a, nd.b; nd.op {
		case opAdd:
			add(a, h)
			add(b, h)
		case opSub:
			add(a, h)
			add(b, f.neg(h))
		case opNeg:
			add(a, f.neg(h))
		case opMul:
			if a >= first {
				add(a, f.add(f.mul(h, s.val[b]), f.mul(g, s.tan[b])))
			}
			if b >= first {
				add(b, f.add(f.mul(h, s.val[a]), f.mul(g, s.tan[a])))
			}
		case opLogSumExp:
			bends := s.termBends(nd)
			for k, x := range s.Tape.terms[nd.n] {
				add(x, f.add(f.mul(h, s.part[int(nd.slot)+k].a), f.mul(g, bends[k])))
			}
		default:
			p := &s.part[nd.slot]
			if !nd.op.binary() {
				add(a, f.add(f.mul(h, p.a), f.mul(p.c, f.mul(p.aa, s.tan[a]))))
				break
			}
			if a >= first {
				bend := f.add(f.mul(p.aa, s.tan[a]), f.mul(p.ab, s.tan[b]))
				add(a, f.add(f.mul(h, p.a), f.mul(p.c, bend)))
			}
			if b >= first {
				bend := f.add(f.mul(p.ab, s.tan[a]), f.mul(p.bb, s.tan[b]))
				add(b, f.add(f.mul(h, p.b), f.mul(p.c, bend)))
			}
		}
	}
}
