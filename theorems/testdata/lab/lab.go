// Package lab is a user's package: it has the types of cases whose literals are
// compiled, and functions in all the places in which a claim may be written.
package lab

import (
	"fmt"
	"math"
	"reflect"
	"sort"
	"strings"
	"time"

	"saddle/theorems/testdata/lab/points"
)

type (
	Kind  int8
	Ratio float64
	Spin  complex64
	Word  string
	Flag  bool
	Row   []Ratio
	Tree  struct {
		Kids []Tree
		Leaf any
	}
	Pair[A, B any] struct {
		First  A
		Second B
	}
	Numbers struct {
		I  int
		I8 int8
		U  uint64
		B  byte
		F  float64
		G  float32
		C  complex128
		D  complex64
		R  Ratio
		S  Spin
		K  Kind
		O  bool
		T  Flag
		N  string
		W  Word
		P  points.Weight
	}
	Case struct {
		points.Point
		Config points.Config
		Fixed  [2][2]float64
		Rows   []Row
		Grid   points.Grid
		Wait   time.Duration
		By     map[Word]map[int][]Kind
		At     map[points.Point]Pair[Kind, []points.Kind]
		Box    points.Box[Pair[Row, points.Point]]
		Any    any
		Some   []any
		Inline struct {
			A int `json:"a"`
			B []Kind
		}
		Numbers Numbers
	}
)

// Cases are zero values of the types of cases.
var Cases = []any{
	0, int8(0), uint(0), uint8(0), 0.0, float32(0), complex128(0), complex64(0), "", false,
	Kind(0), Ratio(0), Spin(0), Word(""), Flag(false), Row(nil), time.Duration(0), points.Kind(0), points.Name(""), points.Weight(0),
	[2]int{}, [][]int(nil), []points.Kind(nil), [3]Kind{}, []Word(nil), map[string]int(nil), map[Kind][]Row(nil), map[[2]int]string(nil),
	Tree{}, Numbers{}, Case{}, []Case(nil), points.Config{}, points.Grid(nil), []points.Config(nil), []any(nil),
	Pair[int, string]{}, Pair[Kind, points.Point]{}, Pair[[]Pair[Row, bool], map[string]points.Kind]{}, points.Box[Kind]{},
	struct {
		A Kind
		B []points.Point `json:"b" xml:"c"`
	}{},
}

// Dump writes a value so that two are alike if they differ in nothing: not in their
// types, nor in nil and empty, nor in the sign of a zero. All NaN are one.
func Dump(x any) string {
	var b strings.Builder
	dump(&b, reflect.ValueOf(x))
	return b.String()
}

func dump(b *strings.Builder, v reflect.Value) {
	if !v.IsValid() {
		b.WriteString("nothing")
		return
	}
	fmt.Fprintf(b, "%v(", v.Type())
	switch v.Kind() {
	case reflect.Interface:
		dump(b, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			dump(b, v.Field(i))
		}
	case reflect.Array, reflect.Slice:
		fmt.Fprint(b, v.Kind() == reflect.Slice && v.IsNil(), v.Len())
		for i := range v.Len() {
			dump(b, v.Index(i))
		}
	case reflect.Map:
		var entries []string
		for i := v.MapRange(); i.Next(); {
			entries = append(entries, Dump(i.Key().Interface())+Dump(i.Value().Interface()))
		}
		sort.Strings(entries)
		fmt.Fprint(b, v.IsNil(), entries)
	case reflect.Float32, reflect.Float64:
		dumpFloat(b, v.Float())
	case reflect.Complex64, reflect.Complex128:
		dumpFloat(b, real(v.Complex()))
		dumpFloat(b, imag(v.Complex()))
	default:
		fmt.Fprintf(b, "%q", fmt.Sprint(v))
	}
	b.WriteString(")")
}

func dumpFloat(b *strings.Builder, x float64) {
	if math.IsNaN(x) {
		x = math.NaN()
	}
	fmt.Fprintf(b, "%x ", math.Float64bits(x))
}

// Functions are written in this package, whatever their form.
var Functions = []any{
	Dump, func() {}, generic[int], generic[points.Point], Tree.Method, Tree{}.Method, (*Tree).Pointer, new(Tree).Pointer,
	within(), within().(func() any)(), Pair[int, points.Point].Generic, Pair[int, points.Point]{}.Generic, func(points.Point) {},
}

func generic[T any](T) {}

func within() any { return func() any { return func() {} } }

func (Tree) Method()           {}
func (*Tree) Pointer()         {}
func (Pair[A, B]) Generic(_ A) {}
