package files_test

import (
	"bytes"
	"fmt"
	"os"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
	"saddle/spectra/files"
)

// What NumPy saved with numpy.savez_compressed("compressed.npz", zeros=…, fortran=…).
func ExampleReadArrays() {
	f, err := os.Open("testdata/compressed.npz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	arrays, err := files.ReadArrays(f, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(arrays["zeros"].Shape, len(arrays["zeros"].Data))
	fmt.Println(arrays["fortran"].Shape, arrays["fortran"].Data)
	// Output:
	// [300 200] 60000
	// [2 2 3] [1 0 3 2 5 4 0 1 7 6 2 0]
}

// A spectrum goes back to NumPy: numpy.load("spectrum.npz")["vectors"].
func ExampleWriteNPZ() {
	s, err := spectra.EigenWith(mat.NewSymDense(2, []float64{0, 1, 1, 0}), &spectra.EigenOptions{Vectors: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer // or a file
	err = files.WriteNPZ(&file, map[string]files.Array{"values": files.Vector(s.Values), "vectors": files.Dense(s.Vectors)})
	if err != nil {
		fmt.Println(err)
		return
	}
	arrays, err := files.ReadArrays(&file, nil)
	fmt.Printf("%.6f %v %v\n", arrays["values"].Data, arrays["vectors"].Shape, err)
	// Output:
	// [-1.000000 1.000000] [2 2] <nil>
}

// A shape that is not that of the numbers is refused, and so is a file with another number of arrays than one.
func ExampleReadArray() {
	var file bytes.Buffer
	fmt.Println(files.WriteNPY(&file, files.Array{Shape: []int{2, 2}, Data: []float64{1, 2, 3}}))
	fmt.Println(files.WriteNPY(&file, files.Array{Shape: []int{3, 1}, Data: []float64{1, 2, 3}}))
	a, err := files.ReadArray(&file, nil)
	fmt.Println(a.Shape, a.Data, err)

	fmt.Println(files.WriteSafetensors(&file, map[string]files.Array{"W1": a, "b1": files.Vector(a.Data)}))
	_, err = files.ReadArray(&file, nil)
	fmt.Println(err)
	// Output:
	// spectra: Data has length 3, want 4
	// <nil>
	// [3 1] [1 2 3] <nil>
	// <nil>
	// files: the file has 2 arrays, "W1", "b1", want one: choose one by its name from all
}
