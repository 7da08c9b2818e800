//go:build lapack

// The student–teacher loss in ball arithmetic, by lengths, unit vectors and angles: the formulas of Safran and
// Shamir (ICML 2018) as they are printed. No number here is a double but what is given.
#pragma GCC optimize("no-fast-math")

#include "spurious.h"

#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#include <flint/arb_mat.h>
#else
#include <arb.h>
#include <arb_mat.h>
#endif

#define PREC 300

// What is known of one neuron w, and of the pair with another v: cos and sin of their angle t, π − t, and n =
// the unit vector of v/|v| − cos t w/|w|.
typedef struct {
	arb_ptr unit;
	arb_t length;
} neuron;

typedef struct {
	arb_t cos, sin, t, rest;
	arb_ptr n;
} pair;

static void meet(pair *p, const neuron *w, const neuron *v, int d) {
	arb_dot(p->cos, NULL, 0, w->unit, 1, v->unit, 1, d, PREC);
	for (int l = 0; l < d; l++) {
		arb_set(p->n + l, v->unit + l);
		arb_submul(p->n + l, p->cos, w->unit + l, PREC);
	}
	arb_dot(p->sin, NULL, 0, p->n, 1, p->n, 1, d, PREC);
	arb_sqrt(p->sin, p->sin, PREC);
	arb_atan2(p->t, p->sin, p->cos, PREC);
	arb_const_pi(p->rest, PREC);
	arb_sub(p->rest, p->rest, p->t, PREC);
	_arb_vec_scalar_div(p->n, p->n, d, p->sin, PREC);
}

static void pair_init(pair *p, int d) {
	arb_init(p->cos), arb_init(p->sin), arb_init(p->t), arb_init(p->rest);
	p->n = _arb_vec_init(d);
}

static void pair_clear(pair *p, int d) {
	arb_clear(p->cos), arb_clear(p->sin), arb_clear(p->t), arb_clear(p->rest);
	_arb_vec_clear(p->n, d);
}

// neurons sets the students within a radius of the point, and the teachers after them.
static void neurons(neuron *x, int k, int n, int d, const double *w, const double *tail, double radius) {
	arb_t y;
	mag_t r;
	arb_init(y), mag_init(r);
	mag_set_d(r, radius);
	for (int i = 0; i < n + k; i++) {
		for (int l = 0; l < d; l++) {
			arb_zero(x[i].unit + l);
			if (i < n) {
				arb_set_d(x[i].unit + l, w[i * d + l]);
				arb_set_d(y, tail[i * d + l]);
				arb_add(x[i].unit + l, x[i].unit + l, y, PREC);
				arb_add_error_mag(x[i].unit + l, r);
			} else if (l == i - n) {
				arb_one(x[i].unit + l);
			}
		}
		arb_dot(x[i].length, NULL, 0, x[i].unit, 1, x[i].unit, 1, d, PREC);
		arb_sqrt(x[i].length, x[i].length, PREC);
		_arb_vec_scalar_div(x[i].unit, x[i].unit, d, x[i].length, PREC);
	}
	arb_clear(y), mag_clear(r);
}

// slope sets g to the norm of 2π∇F: 2π ∂F/∂w = π w + Σ ± (|v| sin t w/|w| + (π − t) v).
static void slope(arb_t g, const neuron *x, int k, int n, int d) {
	pair p;
	arb_t a, sum;
	arb_ptr entry = _arb_vec_init(d);
	pair_init(&p, d), arb_init(a), arb_init(sum), arb_zero(g);
	for (int i = 0; i < n; i++) {
		arb_const_pi(a, PREC);
		arb_mul(a, a, x[i].length, PREC);
		_arb_vec_scalar_mul(entry, x[i].unit, d, a, PREC);
		for (int j = 0; j < n + k; j++) {
			if (j == i)
				continue;
			meet(&p, x + i, x + j, d);
			arb_mul(a, x[j].length, p.sin, PREC);
			arb_mul(p.rest, p.rest, x[j].length, PREC);
			for (int l = 0; l < d; l++) {
				arb_mul(sum, a, x[i].unit + l, PREC);
				arb_addmul(sum, p.rest, x[j].unit + l, PREC);
				(j < n ? arb_add : arb_sub)(entry + l, entry + l, sum, PREC);
			}
		}
		arb_dot(a, NULL, 0, entry, 1, entry, 1, d, PREC);
		arb_add(g, g, a, PREC);
	}
	arb_sqrt(g, g, PREC);
	pair_clear(&p, d), arb_clear(a), arb_clear(sum), _arb_vec_clear(entry, d);
}

// loss sets f to 2πF; 2π f(w, v) = |w||v|(sin t + (π − t) cos t), π|w|² for v = w.
static void loss_of(arb_t f, const neuron *x, int k, int n, int d) {
	pair p;
	arb_t a;
	pair_init(&p, d), arb_init(a), arb_zero(f);
	for (int i = 0; i < n + k; i++) {
		for (int j = 0; j < n + k; j++) {
			if (j == i) {
				arb_const_pi(a, PREC);
			} else {
				meet(&p, x + i, x + j, d);
				arb_mul(a, p.rest, p.cos, PREC);
				arb_add(a, a, p.sin, PREC);
			}
			arb_mul(a, a, x[i].length, PREC);
			arb_mul(a, a, x[j].length, PREC);
			arb_mul_2exp_si(a, a, -1);
			((i < n) == (j < n) ? arb_add : arb_sub)(f, f, a, PREC);
		}
	}
	pair_clear(&p, d), arb_clear(a);
}

// hessian sets h to 2π∇²F and m to what multiplies I in its blocks. With a = w/|w| and b = v/|v|
//
//	∂²/∂w²  = sin t |v|/|w| (I − a aᵀ + n nᵀ),  ∂²/∂w∂v = (π − t) I + b n'ᵀ + a nᵀ, n' that of (v, w),
//
// and π I of f(w, w). Only the lower triangle is set.
static void hessian(arb_mat_t h, arb_mat_t m, const neuron *x, int k, int n, int d) {
	pair p, q;
	arb_t a, b;
	pair_init(&p, d), pair_init(&q, d), arb_init(a), arb_init(b);
	for (int i = 0; i < n; i++) {
		arb_const_pi(arb_mat_entry(m, i, i), PREC);
		for (int l = 0; l < d; l++)
			arb_const_pi(arb_mat_entry(h, i * d + l, i * d + l), PREC);
		for (int j = 0; j < n + k; j++) {
			if (j == i)
				continue;
			meet(&p, x + i, x + j, d);
			meet(&q, x + j, x + i, d);
			arb_mul(a, p.sin, x[j].length, PREC);
			arb_div(a, a, x[i].length, PREC);
			if (j >= n)
				arb_neg(a, a);
			arb_add(arb_mat_entry(m, i, i), arb_mat_entry(m, i, i), a, PREC);
			if (j < i)
				arb_set(arb_mat_entry(m, i, j), p.rest);
			for (int l = 0; l < d; l++) {
				for (int c = 0; c <= l; c++) {
					arb_mul(b, p.n + l, p.n + c, PREC);
					arb_submul(b, x[i].unit + l, x[i].unit + c, PREC);
					if (c == l)
						arb_add_ui(b, b, 1, PREC);
					arb_addmul(arb_mat_entry(h, i * d + l, i * d + c), a, b, PREC);
				}
				for (int c = 0; c < d && j < i; c++) {
					arb_mul(b, x[j].unit + l, q.n + c, PREC);
					arb_addmul(b, x[i].unit + l, p.n + c, PREC);
					if (c == l)
						arb_add(b, b, p.rest, PREC);
					arb_set(arb_mat_entry(h, i * d + l, j * d + c), b);
				}
			}
		}
	}
	pair_clear(&p, d), pair_clear(&q, d), arb_clear(a), arb_clear(b);
}

// above proves that all eigenvalues of a/(2π) are above mu. Radii off the diagonal are taken from it, those of
// a row and of its column: elimination would let them grow.
static int above(arb_mat_t a, double mu) {
	arb_t x, y;
	arb_init(x), arb_init(y);
	arb_const_pi(x, PREC);
	arb_mul_2exp_si(x, x, 1);
	arb_set_d(y, mu);
	arb_mul(x, x, y, PREC);
	for (slong i = 0; i < arb_mat_nrows(a); i++) {
		arb_sub(arb_mat_entry(a, i, i), arb_mat_entry(a, i, i), x, PREC);
		for (slong j = 0; j < i; j++) {
			arb_get_rad_arb(y, arb_mat_entry(a, i, j));
			arb_sub(arb_mat_entry(a, i, i), arb_mat_entry(a, i, i), y, PREC);
			arb_sub(arb_mat_entry(a, j, j), arb_mat_entry(a, j, j), y, PREC);
			arb_get_mid_arb(arb_mat_entry(a, i, j), arb_mat_entry(a, i, j));
		}
	}
	for (slong i = 0; i < arb_mat_nrows(a); i++)
		arb_get_lbound_arf(arb_midref(arb_mat_entry(a, i, i)), arb_mat_entry(a, i, i), PREC), mag_zero(arb_radref(arb_mat_entry(a, i, i)));
	int yes = arb_mat_cho(a, a, PREC);
	arb_clear(x), arb_clear(y);
	return yes;
}

// frame checks lengths and angles.
static int frame(const neuron *x, int k, int n, int d, double shortest, double angle) {
	pair p;
	arb_t s, a;
	int ok = 1;
	pair_init(&p, d), arb_init(s), arb_init(a);
	arb_set_d(s, shortest), arb_set_d(a, angle);
	for (int i = 0; i < n; i++) {
		ok = ok && arb_ge(x[i].length, s);
		for (int j = i + 1; j < n + k; j++) {
			meet(&p, x + i, x + j, d);
			ok = ok && arb_ge(p.t, a) && arb_ge(p.rest, a);
		}
	}
	pair_clear(&p, d), arb_clear(s), arb_clear(a);
	return ok;
}

int arb_spurious(int k, int n, int d, const double *w, const double *tail, double radius, double gradient, double curvature,
	double complement, double shortest, double angle, double loss) {
	neuron *x = flint_malloc((n + k) * sizeof(neuron));
	arb_t a, b, turn;
	arb_mat_t h, m;
	int fails = 0;
	for (int i = 0; i < n + k; i++)
		x[i].unit = _arb_vec_init(d), arb_init(x[i].length);
	arb_init(a), arb_init(b), arb_init(turn), arb_mat_init(h, n * d, n * d), arb_mat_init(m, n, n);
	arb_const_pi(turn, PREC);
	arb_mul_2exp_si(turn, turn, 1);
	neurons(x, k, n, d, w, tail, 0);
	slope(a, x, k, n, d);
	arb_div(a, a, turn, PREC);
	arb_set_d(b, gradient);
	if (!arb_le(a, b))
		fails = 1;
	arb_set_d(a, curvature);
	arb_set_d(turn, radius);
	arb_mul(a, a, turn, PREC);
	if (!fails && !(arb_lt(b, a) && curvature > 0 && complement > 0 && radius > 0))
		fails = 2;
	neurons(x, k, n, d, w, tail, radius);
	if (!fails && !frame(x, k, n, d, shortest, angle))
		fails = 3;
	loss_of(a, x, k, n, d);
	arb_const_pi(turn, PREC);
	arb_mul_2exp_si(turn, turn, 1);
	arb_div(a, a, turn, PREC);
	arb_set_d(b, loss);
	if (!fails && !(arb_ge(a, b) && loss > 0))
		fails = 4;
	if (!fails)
		hessian(h, m, x, k, n, d);
	if (!fails && !above(m, complement))
		fails = 5;
	if (!fails && !above(h, curvature))
		fails = 6;
	for (int i = 0; i < n + k; i++)
		_arb_vec_clear(x[i].unit, d), arb_clear(x[i].length);
	flint_free(x);
	arb_clear(a), arb_clear(b), arb_clear(turn), arb_mat_clear(h), arb_mat_clear(m);
	return fails;
}
