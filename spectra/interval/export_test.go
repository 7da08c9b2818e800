package interval

// Tables and kernels, as the external tests see them.

type Word struct{ Hi, Lo float64 }

func word(x doubleWord) Word { return Word{x.hi, x.lo} }

func words(t []doubleWord) []Word {
	w := make([]Word, len(t))
	for i, x := range t {
		w[i] = word(x)
	}
	return w
}

var (
	ConstantPi     = word(pi)
	ConstantHalfPi = word(halfPi)
	ConstantLn2    = word(ln2)
	StepLow        = word(stepLow)
	StepHigh       = stepHigh

	ExpHead    = words(expHead[:])
	CosHead    = words(cosHead[:])
	SinHead    = words(sinHead[:])
	InverseOdd = words(inverseOdd[:])
	ExpTable   = words(expTable[:])
	LogTable   = words(logTable[:])
	AtanTable  = words(atanTable[:])
	TwoOverPi  = twoOverPi
)

// RelativeError is what functions charge to what their kernels compute.
const RelativeError = relativeError

// KernelPow returns xⁿ = (Hi + Lo)·2ᵉ and the bound of the error of Hi + Lo.
func KernelPow(x float64, n int) (y Word, e int, bound float64) {
	p, bound := powWord(x, n)
	return word(p.m), p.e, bound
}

// Operations on double words.

func (x Word) split() doubleWord { return doubleWord{x.Hi, x.Lo} }

func WordAdd(x, y Word) Word      { return word(x.split().add(y.split())) }
func WordAddFloat(x, y Word) Word { return word(x.split().addFloat(y.Hi)) }
func WordMul(x, y Word) Word      { return word(x.split().mul(y.split())) }
func WordMulFloat(x, y Word) Word { return word(x.split().mulFloat(y.Hi)) }
func WordDiv(x, y Word) Word      { return word(x.split().div(y.split())) }
func WordSqrt(x, _ Word) Word     { return word(x.split().sqrt()) }

// Kernels return a double word and the power of two that multiplies it.

func KernelExp(x float64) (Word, int) {
	y, q := expScaled(x)
	return word(y), q
}

func KernelExpm1(x float64) (Word, int) { return word(expm1(x)), 0 }

func KernelLog1p(x float64) (Word, int) { return word(log1p(doubleWord{x, 0})), 0 }

func KernelSin(x float64) (Word, int) {
	_, _, r := reduce(x)
	return word(sinSeries(r)), 0
}

func KernelCos(x float64) (Word, int) {
	_, _, r := reduce(x)
	return word(cosSeries(r)), 0
}

func KernelReduce(x float64) (Word, int) {
	_, _, r := reduce(x)
	return word(r), 0
}

func KernelAngle(x float64) (Word, int) {
	return word(halfAngle(doubleWord{x, 0}, doubleWord{1, 0})), 0
}

func KernelSqrt(x float64) (Word, int) { return word(doubleWord{x, 0}.sqrt()), 0 }

func KernelTanh(x float64) (Word, int) { return word(tanhWord(x)), 0 }

func KernelSigmoid(x float64) (Word, int) {
	y, q := sigmoidScaled(x)
	return word(y), q
}

func KernelSoftplus(x float64) (Word, int) {
	y, q := softplusScaled(x)
	return word(y), q
}

func KernelLog(x float64) (Word, int) { return word(logWord(x)), 0 }

func KernelAcos(x float64) (Word, int) { return word(acosWord(x)), 0 }
