package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"gonum.org/v1/gonum/mat"

	"saddle/spectra"
)

// npy returns a file of NumPy with this header, and numbers in the given order of bytes.
func npy(version byte, header string, order binary.ByteOrder, numbers any) string {
	var b bytes.Buffer
	b.WriteString(npyMark + string([]byte{version, 0}))
	if version == 1 {
		binary.Write(&b, binary.LittleEndian, uint16(len(header)))
	} else {
		binary.Write(&b, binary.LittleEndian, uint32(len(header)))
	}
	b.WriteString(header)
	binary.Write(&b, order, numbers)
	return b.String()
}

func header(descr, order, shape string) string {
	return fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }   \n", descr, order, shape)
}

const market = "%%MatrixMarket matrix "

// The same matrix, [[1 2] [2 −3]], in all the ways in which it can be written.
func TestRead(t *testing.T) {
	little, big := binary.ByteOrder(binary.LittleEndian), binary.ByteOrder(binary.BigEndian)
	for name, file := range map[string]string{
		"i2, as NumPy 1.24 writes it": "\x93NUMPY\x01\x00v\x00{'descr': '<i2', 'fortran_order': False, 'shape': (2, 2), }" + strings.Repeat(" ", 58) + "\n" +
			"\x01\x00\x02\x00\x02\x00\xfd\xff",
		"as SciPy 1.10 writes it":         "%%MatrixMarket matrix array real symmetric\n%\n2 2\n1.0000000000000000e+00\n2.0000000000000000e+00\n-3.0000000000000000e+00\n",
		"f8":                              npy(1, header("<f8", "False", "2, 2"), little, []float64{1, 2, 2, -3}),
		"f8, version 2":                   npy(2, header("<f8", "False", "2, 2"), little, []float64{1, 2, 2, -3}),
		"f8, version 3":                   npy(3, header("<f8", "True", "2, 2,"), little, []float64{1, 2, 2, -3}),
		"f8, big":                         npy(1, header(">f8", "False", "2, 2"), big, []float64{1, 2, 2, -3}),
		"f4":                              npy(1, header("<f4", "False", "2, 2"), little, []float32{1, 2, 2, -3}),
		"f2":                              npy(1, header("<f2", "False", "2, 2"), little, []uint16{0x3c00, 0x4000, 0x4000, 0xc200}),
		"i1":                              npy(1, header("|i1", "False", "2, 2"), little, []int8{1, 2, 2, -3}),
		"i2":                              npy(1, header("<i2", "False", "2, 2"), little, []int16{1, 2, 2, -3}),
		"i4, big":                         npy(1, header(">i4", "False", "2, 2"), big, []int32{1, 2, 2, -3}),
		"i8, another order of the header": npy(1, `{"shape": (2L, 2L), "fortran_order": False, "descr": "<i8"}`, little, []int64{1, 2, 2, -3}),
		"array":                           market + "array real general\n2 2\n1\n2\n2\n-3\n",
		"array, symmetric":                market + "array integer symmetric\n2 2\n1 2\n-3\n",
		"coordinates":                     "%%matrixmarket MATRIX Coordinate Real General\n% said\n\n2 2 4\n1 1 1\n1 2 2\n\n% more\n2 1 2e0\n2 2 -3\n",
		"coordinates, symmetric":          market + "coordinate integer symmetric\n2 2 3\n2 2 -3\n2 1 2\n1 1 1\n",
		"added up":                        market + "coordinate double symmetric\n2 2 5\n2 2 -1\n2 1 2\n1 1 .5\n2 2 -2\n1 1 0.5",
		"commas":                          "1,2\n2,-3\n",
		"semicolons":                      "\ufeff# said\n1; 2.0\r\n2 ;-3e0\r\n",
		"tabs":                            "1\t2\n\n2\t-3",
		"spaces":                          "%said\n  +1.  20e-1\n0.2e1 -30.0e-1\n",
	} {
		m, err := Read(iotest.OneByteReader(strings.NewReader(file)), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := mat.NewSymDense(2, []float64{1, 2, 2, -3}); !mat.Equal(m, want) || m.Rounded != 0 || m.Asymmetry != 0 {
			t.Errorf("%s: %v, %d rounded, asymmetry %v", name, mat.Formatted(m), m.Rounded, m.Asymmetry)
		}
	}
}

func TestUnsignedAndPatterns(t *testing.T) {
	for name, file := range map[string]string{
		"u1":             npy(1, header("|u1", "False", "2, 2"), binary.LittleEndian, []uint8{0, 1, 1, 2}),
		"u2":             npy(1, header("<u2", "False", "2, 2"), binary.LittleEndian, []uint16{0, 1, 1, 2}),
		"u4":             npy(1, header(">u4", "True", "2, 2"), binary.BigEndian, []uint32{0, 1, 1, 2}),
		"u8":             npy(1, header("<u8", "False", "2, 2"), binary.LittleEndian, []uint64{0, 1, 1, 2}),
		"f2, big":        npy(1, header(">f2", "True", "2, 2"), binary.BigEndian, []uint16{0, 0x3c00, 0x3c00, 0x4000}),
		"pattern":        market + "coordinate pattern symmetric\n2 2 3\n2 1\n2 2\n2 2\n",
		"pattern, whole": market + "coordinate pattern general\n2 2 4\n2 1\n2 2\n2 2\n1 2",
	} {
		m, err := Read(strings.NewReader(file), nil)
		if err != nil || !mat.Equal(m, mat.NewSymDense(2, []float64{0, 1, 1, 2})) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What float64 does not have is counted, and what it has is not.
func TestRounded(t *testing.T) {
	for text, want := range map[string]int{
		"0.5": 0, "0.1": 1, "1e22": 0, "1e23": 1, "9007199254740993": 1, "9007199254740992": 0, "-0.000": 0, "1e-999999999999": 1,
		"4.9406564584124654e-324": 1, "1.7976931348623157e308": 1, "0.30000000000000004": 1, "12.50e1": 0, "1e-1": 1, "5e-1": 0, "125e-3": 0,
		"5e-324": 1, "-123456789012345e-17": 1, "15e+14": 0, "12345678901234567e5": 1,
		fmt.Sprintf("%.1074f", 5e-324): 0, fmt.Sprintf("%f", math.MaxFloat64): 0, fmt.Sprintf("%.1080e", 0.1): 0, "3" + strings.Repeat("0", 300) + "1": 1,
	} {
		m, err := Read(strings.NewReader(text), nil)
		if err != nil || m.Rounded != want {
			t.Errorf("%.60s: %d rounded, %v", text, m.Rounded, err)
		}
	}
	two := npy(1, header("<i8", "False", "2, 2"), binary.LittleEndian, []int64{math.MinInt64, math.MaxInt64, math.MaxInt64, 1<<53 + 1})
	if m, err := Read(strings.NewReader(two), nil); err != nil || m.Rounded != 3 {
		t.Error(m.Rounded, err)
	}
	one := npy(1, header("<u8", "False", "1, 1"), binary.LittleEndian, []uint64{math.MaxUint64})
	if m, err := Read(strings.NewReader(one), nil); err != nil || m.Rounded != 1 {
		t.Error(m.Rounded, err)
	}
	sum := market + "coordinate real general\n1 1 3\n1 1 9007199254740992\n1 1 1\n1 1 0.5\n"
	if m, err := Read(strings.NewReader(sum), nil); err != nil || m.Rounded != 2 || m.At(0, 0) != 0x1p53 {
		t.Error(m.Rounded, err)
	}
}

// Rounding is no asymmetry; what is more than that is named, unless the mean is asked for.
func TestSymmetry(t *testing.T) {
	almost := fmt.Sprintf("1,2\n%v,3\n", math.Nextafter(2, 3))
	if m, err := Read(strings.NewReader(almost), nil); err != nil || m.Asymmetry != 0x1p-51 || m.At(0, 1) != m.At(1, 0) {
		t.Error(m, err)
	}
	const far = "1,2,3\n2,1,5\n3,-1e3,1\n"
	want := ErrNotSymmetric{Row: 3, Column: 2, Entry: -1e3, Mirror: 5}
	byColumns := npy(1, header("<f8", "True", "3, 3"), binary.LittleEndian, []float64{1, 2, 3, 2, 1, -1e3, 3, 5, 1})
	for _, file := range []string{far, byColumns} {
		if _, err := Read(strings.NewReader(file), nil); err != error(want) {
			t.Errorf("%v, want %v", err, want)
		}
		if m, err := Read(strings.NewReader(file), &Options{Symmetrise: true}); err != nil || m.At(1, 2) != -497.5 || m.Asymmetry != 1005 {
			t.Error(m, err)
		}
	}
	huge := "1,1.7e308\n1.6e308,1\n"
	if m, err := Read(strings.NewReader(huge), &Options{Symmetrise: true}); err != nil || math.Abs(m.At(0, 1)-1.65e308) > 1e293 {
		t.Error(m, err)
	}
}

// want is the error that a file must give, and what it must say.
type want struct {
	kind any
	says string
}

// Files of a few bytes that promise, lie or hide are refused, and take no memory.
func TestHostileFiles(t *testing.T) {
	little := binary.LittleEndian
	format, unsupported, shape, large, infinite := new(ErrFormat), new(ErrUnsupported), new(ErrShape), new(ErrTooLarge), new(ErrNotFinite)
	for file, w := range map[string]want{
		"":                            {shape, "0 rows"},
		"# nothing\n\n":               {shape, "0 rows"},
		"\xef\xbb\xbf":                {shape, "0 rows"},
		"1,2\n3":                      {format, "line 2: it has 1 entries, and line 1 has 2"},
		"1,2\n":                       {shape, "1 rows and 2 columns"},
		"0,1\n1,2\n2,3\n":             {shape, "names the columns, take it out"},
		"a,b\n1,2\n2,3\n":             {format, "line 1: it has no number"},
		"1,x\n":                       {format, "line 1, column 2: \"x\" is no decimal number"},
		"1,5;2\n2;3":                  {format, "want a decimal point"},
		"1,\n,2":                      {format, "empty"},
		"nan":                         {infinite, "line 1, column 1: the entry is nan"},
		"1,-Inf\n2,3":                 {infinite, "-Inf"},
		"1e999":                       {infinite, "1e999"},
		"1,0x1p3":                     {format, "no decimal number"},
		"1,1_0":                       {format, "no decimal number"},
		"1\x002":                      {format, "no text"},
		"\x01\xff\xfe":                {format, "no text"},
		"1 2\n%%MatrixMarket matrix":  {format, "must be what the file begins with"},
		"\n%%MatrixMarket matrix c\n": {format, "must be what the file begins with"},
		"PK\x03\x04rest":              {unsupported, "numpy.save"},
		"\x1f\x8brest":                {unsupported, "unpack"},
		"\xff\xfe1\x00":               {unsupported, "UTF-8"},
		"MATLAB 5.0 MAT-file":         {unsupported, "writematrix"},
		strings.Repeat("1 ", 9000):    {large, "order 9000"},

		npyMark:                              {format, "ends in it"},
		npyMark + "\x09\x00{":                {unsupported, "version 9"},
		npyMark + "\x02\x00\xff\xff\xff\xff": {format, "want 65536 at most"},
		npyMark + "\x01\x00\xff\xff{":        {format, "ends in it"},
		npy(1, "{}", little, []float64{}):    {format, "no dictionary"},
		npy(1, header("<f8", "False", "2, 2")+header("<f8", "False", "3, 3"), little, []float64{}):         {format, "no dictionary"},
		npy(1, header("<f8", "Maybe", "2, 2"), little, []float64{}):                                        {format, "no dictionary"},
		npy(1, header("<f8", "False", "2, -2"), little, []float64{}):                                       {format, "no list of lengths"},
		npy(1, header("<f8", "False", "99999999999999999999, 2"), little, []float64{}):                     {format, "no list of lengths"},
		npy(1, header("<f8", "False", "9223372036854775807, 9223372036854775807"), little, []float64{}):    {large, "order 9223372036854775807"},
		npy(1, header("<f8", "False", "8000, 8000"), little, []float64{}):                                  {format, "row 1: the file ends here"},
		npy(1, header("<f8", "True", "2, 2"), little, []float64{1, 2, 2}):                                  {format, "column 2: the file ends here"},
		npy(1, header("<f8", "False", "1, 1"), little, []float64{1, 2}):                                    {format, "more bytes follow"},
		npy(1, header("<f8", "False", "4,"), little, []float64{1, 2, 2, 1}):                                {unsupported, "reshape"},
		npy(1, header("<f8", "False", ""), little, []float64{1}):                                           {unsupported, "reshape"},
		npy(1, header("<f8", "False", ","), little, []float64{1}):                                          {format, "no list of lengths"},
		npy(1, header("<f8", "False", "0, 0"), little, []float64{}):                                        {shape, "0 rows"},
		npy(1, header("<f8", "False", "2, 3"), little, []float64{}):                                        {shape, "2 rows and 3 columns"},
		npy(1, header("<c8", "False", "1, 1"), little, []float64{1}):                                       {unsupported, "complex"},
		npy(1, header("|O", "False", "1, 1"), little, []float64{1}):                                        {unsupported, "objects"},
		npy(1, header("<f3", "False", "1, 1"), little, []float64{1}):                                       {unsupported, "astype"},
		npy(1, header("|b2", "False", "1, 1"), little, []float64{1}):                                       {unsupported, "no order of bytes"},
		npy(1, header("<b2", "False", "1, 1"), little, []float64{1}):                                       {unsupported, "astype"},
		npy(1, header("<c16", "False", "1, 1"), little, []float64{1}):                                      {unsupported, "Re A"},
		npy(1, header("|f8", "False", "1, 1"), little, []float64{1}):                                       {unsupported, "no order of bytes"},
		npy(1, "{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1, 1)}", little, []float64{1}): {unsupported, "structured"},
		npy(1, header("<f8", "False", "1, 1"), little, []float64{math.NaN()}):                              {infinite, "row 1, number 1: the entry is NaN"},
		npy(1, header("<f4", "True", "1, 1"), little, []float32{float32(math.Inf(-1))}):                    {infinite, "-Inf"},

		market:                {format, "line 1"},
		market + "coordinate": {format, "general or symmetric"},
		market + "coordinate complex general\n1 1 0":                    {unsupported, "complex"},
		market + "array complex hermitian\n1 1":                         {unsupported, "complex"},
		market + "array real skew-symmetric\n1 1":                       {unsupported, "imaginary"},
		market + "array pattern general\n1 1":                           {format, "(of coordinates) pattern"},
		market + "heap real general\n1 1":                               {format, "coordinate or array"},
		market + "coordinate real general":                              {format, "before its sizes"},
		market + "coordinate real general\n1 1":                         {format, "want 3 sizes"},
		market + "coordinate real general\n1 1 x":                       {format, "want 3 sizes"},
		market + "coordinate real general\n2 1 1\n1 1 1":                {shape, "2 rows"},
		market + "coordinate real general\n9999 9999 0":                 {large, "order 9999"},
		market + "coordinate real general\n2 2 99999999999":             {format, "ends after 0 of 99999999999"},
		market + "coordinate real general\n1 1 1\n2 1 1":                {format, "line 3: \"2\" is no row or column: want 1 to 1"},
		market + "coordinate real general\n1 1 1\n0 1 1":                {format, "want 1 to 1"},
		market + "coordinate real general\n1 1 1\n1 1":                  {format, "2 words, want 3"},
		market + "coordinate real general\n1 1 1\n1 1 1\n1 1 1":         {format, "line 4: more follows"},
		market + "coordinate real symmetric\n2 2 1\n1 2 1":              {format, "above the diagonal"},
		market + "coordinate real general\n1 1 1\n1 1 inf":              {infinite, "line 3"},
		market + "coordinate real general\n1 1 2\n1 1 1e308\n1 1 1e308": {infinite, "with what was given before"},
		market + "array real general\n2 2\n1\n2\n2\n":                   {format, "before row 2 of column 2"},
		market + "array real general\n1 1\n1 2\n":                       {format, "more follows"},
		market + "array real general\n1 1\n1\n2\n":                      {format, "more follows"},
	} {
		_, err := Read(strings.NewReader(file), nil)
		if err == nil || !errors.As(err, w.kind) || !strings.Contains(err.Error(), w.says) {
			t.Errorf("%.80q: %T %v, want a %T with %q", file, err, err, w.kind, w.says)
		}
	}
}

func TestErrorsOfTheReader(t *testing.T) {
	broken := errors.New("broken")
	for _, head := range []string{"", "1,2\n", npyMark, npy(1, header("<f8", "False", "2, 2"), binary.LittleEndian, []float64{1}), market + "array real general\n", market + "array real general\n1 1\n1\n"} {
		_, err := Read(io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken)), nil)
		if !errors.Is(err, broken) {
			t.Errorf("%q: %v", head, err)
		}
	}
	if _, err := Read(strings.NewReader("1"), &Options{Largest: -1}); !errors.As(err, new(spectra.ErrArgument)) {
		t.Error(err)
	}
	if _, err := Read(strings.NewReader("1 2\n2 1"), &Options{Largest: 1}); !errors.As(err, new(ErrTooLarge)) {
		t.Error(err)
	}
}

// What is read is symmetric and finite, and reads as the same when it is written in another
// form.
func FuzzRead(f *testing.F) {
	f.Add([]byte("1,2\n2,0.1\n"))
	f.Add([]byte(market + "coordinate integer symmetric\n2 2 3\n2 2 -3\n2 1 2\n1 1 1\n"))
	f.Add([]byte(market + "array real symmetric\n2 2\n1 2\n-3\n"))
	f.Add([]byte(npy(1, header("<f4", "False", "2, 2"), binary.LittleEndian, []float32{1, 2, 2, -3})))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := Read(bytes.NewReader(file), &Options{Largest: 40})
		if err != nil {
			return
		}
		n := m.SymmetricDim()
		var text strings.Builder
		var numbers []float64
		for i := range n {
			for j := range n {
				v := m.At(i, j)
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("entry %d, %d is %v", i, j, v)
				}
				fmt.Fprintf(&text, "%v;", v)
				numbers = append(numbers, v)
			}
			text.WriteString("\n")
		}
		for _, again := range []string{strings.ReplaceAll(text.String(), ";\n", "\n"),
			npy(2, header(">f8", "True", fmt.Sprintf("%d, %d", n, n)), binary.BigEndian, numbers)} {
			if r, err := Read(strings.NewReader(again), nil); err != nil || !mat.Equal(r, m) {
				t.Fatalf("%v: %v", err, again)
			}
		}
	})
}
