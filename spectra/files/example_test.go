package files_test

import (
	"fmt"
	"strings"

	"saddle/spectra"
	"saddle/spectra/files"
)

func ExampleRead() {
	m, err := files.Read(strings.NewReader("1, 2\n2, 0.1\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := spectra.InertiaOfDense(m)
	fmt.Println(in, err)
	fmt.Println("numbers that were rounded:", m.Rounded)

	_, err = files.Read(strings.NewReader("1, 2\n3, 1\n"), nil)
	fmt.Println(err)
	// Output:
	// 1 negative, 0 zero, 1 positive <nil>
	// numbers that were rounded: 1
	// files: the matrix is not symmetric: row 2, column 1 has 3, row 1, column 2 has 2, which differ by 1; ask for (A + Aᵀ)/2 if that is meant
}
