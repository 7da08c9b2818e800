package prove

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"saddle/models"
)

// mostBytes is the size of a file above which it is not read.
const mostBytes = 1 << 24

// A student is a point of a [models.Teacher], as it is read from a file.
type student struct {
	K int       `json:"k"` // teachers
	N int       `json:"n"` // students
	D *int      `json:"d"` // dimensions; k if there is none
	W []float64 `json:"w"` // n·d numbers, one neuron after the other
}

// readStudent reads one JSON object. Other fields are ignored.
func readStudent(path string) (m *models.Teacher, w []float64, err error) {
	text, err := readFile(path)
	if err != nil {
		return nil, nil, err
	}
	var s student
	if err := json.Unmarshal(text, &s); err != nil {
		return nil, nil, fmt.Errorf(`%s: want a JSON object {"k": teachers, "n": students, "w": [n·d numbers, one neuron after the other]}: %w`, path, err)
	}
	d := s.K
	if s.D != nil {
		d = *s.D
	}
	if m, err = models.NewTeacher(s.K, s.N, d); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	if s.N > len(s.W) || d > len(s.W) || len(s.W) != s.N*d {
		return nil, nil, fmt.Errorf("%s: w has %d numbers, want n·d of them, with n = %d and d = %d", path, len(s.W), s.N, d)
	}
	return m, s.W, nil
}

// readFile reads a file that is not too long.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	if err == nil && len(text) > mostBytes {
		err = errors.New("it has more than 16 MB")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return text, nil
}
