package models_test

import (
	"fmt"
	"log"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"saddle/models"
)

// Gradient descent of six neurons that learn from six ends in a local minimum if it starts with
// one of them pointing away from its teacher.
func ExampleNewTeacher() {
	const k = 6
	teacher, err := models.NewTeacher(k, k, k)
	if err != nil {
		log.Fatal(err)
	}
	w, gradient := make([]float64, teacher.Dim()), make([]float64, teacher.Dim())
	for i := range k {
		w[i*k+i] = 1
		w[i] += 0.25 // of w_1, all entries
	}
	w[0] = -0.75
	var loss float64
	for range 10000 {
		loss = teacher.LossGradient(gradient, w)
		for i, g := range gradient {
			w[i] -= 0.1 * g
		}
	}
	var hessian mat.SymDense
	var eigen mat.EigenSym
	teacher.Hessian(&hessian, w)
	if !eigen.Factorize(&hessian, false) {
		log.Fatal("no eigenvalues")
	}
	fmt.Printf("loss %.5f, least eigenvalue %.5f\n", loss, eigen.Values(nil)[0])
	// Output:
	// loss 0.02508, least eigenvalue 0.00470
}

// Gradient descent of eight students at once, each until its gradient is small; a lane that has
// finished goes on to the next start.
func ExampleTeacherBatch() {
	const k, starts = 6, 40
	teacher, err := models.NewTeacher(k, k, k)
	if err != nil {
		log.Fatal(err)
	}
	batch, r := teacher.Batch(), rand.New(rand.NewPCG(1, 0))
	started, global := 0, 0
	var step [models.TeacherLanes]float64
	w := make([]float64, teacher.Dim())
	next := func(lane int) {
		step[lane] = 0
		if started < starts {
			started++
			step[lane] = 0.1
			for i := range w {
				w[i] = r.NormFloat64() / math.Sqrt(k)
			}
			batch.SetLane(lane, w)
		}
	}
	for lane := range step {
		next(lane)
	}
	for step != [models.TeacherLanes]float64{} {
		batch.Evaluate()
		batch.Step(&step)
		losses := batch.Losses()
		for lane, slope := range batch.Slopes() {
			if step[lane] > 0 && slope < 1e-9 {
				if losses[lane] < 1e-9 {
					global++
				}
				next(lane)
			}
		}
	}
	fmt.Printf("%d of %d starts end at the teacher\n", global, starts)
	// Output:
	// 40 of 40 starts end at the teacher
}
