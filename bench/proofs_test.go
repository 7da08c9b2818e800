package bench

import (
	"encoding/json"
	"os"
	"testing"

	"saddle/models"
	"saddle/theorems/certify"
	"saddle/theorems/verify"
)

// proofs are students near spurious minima: k teachers and n neurons.
var proofs = []struct {
	k, n int
	file string
}{{20, 20, "flipped-20"}, {21, 25, "pairs-21-25"}, {35, 37, "pairs-35-37"}, {50, 52, "pairs-50-52"}}

// stored returns one of them.
func stored(b *testing.B, file string) (*models.Teacher, []float64) {
	text, err := os.ReadFile("../theorems/certify/testdata/" + file + ".json")
	if err != nil {
		b.Fatal(err)
	}
	var s struct {
		K, N int
		W    []float64
	}
	if err := json.Unmarshal(text, &s); err != nil {
		b.Fatal(err)
	}
	return must(models.NewTeacher(s.K, s.N, s.K)), s.W
}

// certifyRows time the proof of a minimum, each of which the checker has confirmed.
func certifyRows() (rows []row) {
	for _, p := range proofs {
		rows = append(rows, row{name("k", p.k, "n", p.n), func(b *testing.B) {
			m, w := stored(b, p.file)
			certificate(b, m, w)
			for b.Loop() {
				if _, err := certify.Spurious(m, w); err != nil {
					b.Fatal(err)
				}
			}
		}})
	}
	return rows
}

// certificate returns the text of a certificate that was checked.
func certificate(b *testing.B, m *models.Teacher, w []float64) []byte {
	c, err := certify.Spurious(m, w)
	if err != nil {
		b.Fatal(err)
	}
	text := c.Text()
	if proved, err := verify.Certificate(text); err != nil || proved.N != c.N || proved.K != c.K {
		b.Fatal(proved, err)
	}
	return text
}

// verifyRows time the checker, which has to refuse the certificate with one bit altered.
func verifyRows() (rows []row) {
	for _, p := range proofs {
		rows = append(rows, row{name("k", p.k, "n", p.n), func(b *testing.B) {
			m, w := stored(b, p.file)
			text := certificate(b, m, w)
			altered := []byte(string(text))
			altered[len(altered)/2] ^= 1
			if _, err := verify.Certificate(altered); err == nil {
				b.Fatal("what was altered is confirmed")
			}
			for b.Loop() {
				if _, err := verify.Certificate(text); err != nil {
					b.Fatal(err)
				}
			}
		}})
	}
	return rows
}
