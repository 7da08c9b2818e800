//go:build lapack

// What a good compiler makes of plain loops: -O3 -ffast-math and the vector functions of
// libmvec for arc cosines, in registers as wide as the machine has.
#if defined(__GNUC__) && !defined(__clang__) && defined(__AVX512F__)
#pragma GCC target("prefer-vector-width=512")
#endif

#include "teacher.h"

#include <math.h>
#include <string.h>

static double constant(double k) { return k / 4 + k * (k - 1) / (4 * M_PI); }

// angles sets sines and π − t from count cosines.
static void angles(int count, double *restrict s, double *restrict u, const double *restrict c) {
	for (int i = 0; i < count; i++) {
		double x = c[i] > 1 ? 1 : c[i] < -1 ? -1 : c[i];
		s[i] = sqrt((1 - x) * (1 + x));
		u[i] = M_PI - acos(x);
	}
}

// The pairs are in n rows, of the students after i and of the k teachers.
static double one(int k, int n, int d, double *restrict g, const double *restrict w, double *restrict scratch) {
	int pairs = n * (n - 1) / 2 + n * k;
	double *restrict unit = scratch, *restrict r = unit + n * d, *restrict mix = r + n;
	double *restrict c = mix + n * n, *restrict s = c + pairs, *restrict u = s + pairs;
	for (int i = 0; i < n; i++) {
		double squares = 0;
		for (int l = 0; l < d; l++)
			squares += w[i * d + l] * w[i * d + l];
		r[i] = sqrt(squares);
		for (int l = 0; l < d; l++)
			unit[i * d + l] = w[i * d + l] / r[i];
		mix[i * n + i] = 0;
	}
	double *at = c;
	for (int i = 0; i < n; i++) {
		for (int j = i + 1; j < n; j++) {
			double sum = 0;
			for (int l = 0; l < d; l++)
				sum += unit[i * d + l] * unit[j * d + l];
			*at++ = sum;
		}
		memcpy(at, unit + i * d, k * sizeof *at);
		at += k;
	}
	angles(pairs, s, u, c);
	double loss = 0;
	int p = 0;
	memset(g, 0, n * d * sizeof *g);
	for (int i = 0; i < n; i++) {
		double value = 0, bend = 0;
		for (int j = i + 1; j < n; j++, p++) {
			value += r[j] * (s[p] + u[p] * c[p]);
			bend += r[j] * s[p];
			mix[j * n + j] += r[i] * s[p];
			mix[i * n + j] = mix[j * n + i] = u[p];
		}
		for (int v = 0; v < k; v++, p++) {
			value -= s[p] + u[p] * c[p];
			bend -= s[p];
			g[i * d + v] = -u[p];
		}
		loss += r[i] * r[i] / 4 + r[i] * value / (2 * M_PI);
		mix[i * n + i] = M_PI + (mix[i * n + i] + bend) / r[i];
	}
	for (int i = 0; i < n; i++) {
		for (int j = 0; j < n; j++)
			for (int l = 0; l < d; l++)
				g[i * d + l] += mix[i * n + j] * w[j * d + l];
		for (int l = 0; l < d; l++)
			g[i * d + l] /= 2 * M_PI;
	}
	return constant(k) + loss;
}

void teacher_one(int k, int n, int d, int count, double *loss, double *g, const double *w, double *scratch) {
	for (int i = 0; i < count; i++)
		loss[i] = one(k, n, d, g + i * n * d, w + i * n * d, scratch);
}

typedef double eight __attribute__((vector_size(64), aligned(8)));

static void lanes(int k, int n, int d, eight *restrict loss, eight *restrict g, const eight *restrict w, eight *restrict scratch) {
	int students = n * (n - 1) / 2, pairs = students + n * k;
	eight *restrict unit = scratch, *restrict r = unit + n * d, *restrict mix = r + n;
	eight *restrict c = mix + n * n, *restrict s = c + pairs, *restrict u = s + pairs;
	for (int i = 0; i < n; i++) {
		eight squares = {0};
		for (int l = 0; l < d; l++)
			squares += w[i * d + l] * w[i * d + l];
		for (int e = 0; e < 8; e++)
			r[i][e] = sqrt(squares[e]);
		eight inverse = 1 / r[i];
		for (int l = 0; l < d; l++)
			unit[i * d + l] = w[i * d + l] * inverse;
		mix[i * n + i] = (eight){0};
	}
	eight *at = c;
	for (int i = 0; i < n; i++) {
		for (int j = i + 1; j < n; j++) {
			eight sum = {0};
			for (int l = 0; l < d; l++)
				sum += unit[i * d + l] * unit[j * d + l];
			*at++ = sum;
		}
		memcpy(at, unit + i * d, k * sizeof *at);
		at += k;
	}
	angles(8 * pairs, (double *)s, (double *)u, (const double *)c);
	eight sum = {0};
	int p = 0;
	for (int i = 0; i < n; i++) {
		eight value = {0}, bend = {0};
		for (int j = i + 1; j < n; j++, p++) {
			value += r[j] * (s[p] + u[p] * c[p]);
			bend += r[j] * s[p];
			mix[j * n + j] += r[i] * s[p];
			mix[i * n + j] = mix[j * n + i] = u[p];
		}
		for (int v = 0; v < k; v++, p++) {
			value -= s[p] + u[p] * c[p];
			bend -= s[p];
			g[i * d + v] = -u[p];
		}
		for (int l = k; l < d; l++)
			g[i * d + l] = (eight){0};
		sum += r[i] * (r[i] / 4 + value / (2 * M_PI));
		mix[i * n + i] = M_PI + (mix[i * n + i] + bend) / r[i];
	}
	for (int i = 0; i < n; i++)
		for (int l = 0; l < d; l++) {
			eight x = g[i * d + l];
			for (int j = 0; j < n; j++)
				x += mix[i * n + j] * w[j * d + l];
			g[i * d + l] = x * (1 / (2 * M_PI));
		}
	*loss = constant(k) + sum;
}

void teacher_lanes(int k, int n, int d, int count, double *loss, double *g, const double *w, double *scratch) {
	for (int i = 0; i < count / 8; i++)
		lanes(k, n, d, (eight *)loss + i, (eight *)g + i * n * d, (const eight *)w + i * n * d, (eight *)scratch);
}
