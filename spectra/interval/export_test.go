package interval

import "saddle/spectra/internal/double"

// Tables and kernels, as the external tests see them.

type Word = double.Word

var (
	ConstantPi     = pi
	ConstantHalfPi = halfPi
	ConstantLn2    = ln2
	StepLow        = stepLow
	StepHigh       = stepHigh

	ExpHead    = expHead[:]
	CosHead    = cosHead[:]
	SinHead    = sinHead[:]
	InverseOdd = inverseOdd[:]
	ExpTable   = expTable[:]
	LogTable   = logTable[:]
	AtanTable  = atanTable[:]
	TwoOverPi  = twoOverPi
)

// RelativeError is what functions charge to what their kernels compute.
const RelativeError = relativeError

// KernelPow returns xⁿ = (Hi + Lo)·2ᵉ and the bound of the error of Hi + Lo.
func KernelPow(x float64, n int) (y Word, e int, bound float64) {
	p, bound := powWord(x, n)
	return p.m, p.e, bound
}

// Kernels return a double word and the power of two that multiplies it.

func KernelExp(x float64) (Word, int) {
	y, q := expScaled(x)
	return y, q
}

func KernelExpm1(x float64) (Word, int) { return expm1(x), 0 }

func KernelLog1p(x float64) (Word, int) { return log1p(Word{Hi: x}), 0 }

func KernelSin(x float64) (Word, int) {
	_, _, r := reduce(x)
	return sinSeries(r), 0
}

func KernelCos(x float64) (Word, int) {
	_, _, r := reduce(x)
	return cosSeries(r), 0
}

func KernelReduce(x float64) (Word, int) {
	_, _, r := reduce(x)
	return r, 0
}

func KernelAngle(x float64) (Word, int) {
	return halfAngle(Word{Hi: x}, Word{Hi: 1}), 0
}

func KernelSqrt(x float64) (Word, int) { return Word{Hi: x}.Sqrt(), 0 }

func KernelTanh(x float64) (Word, int) { return tanhWord(x), 0 }

func KernelSigmoid(x float64) (Word, int) {
	y, q := sigmoidScaled(x)
	return y, q
}

func KernelSoftplus(x float64) (Word, int) {
	y, q := softplusScaled(x)
	return y, q
}

func KernelLog(x float64) (Word, int) { return logWord(x), 0 }

func KernelAcos(x float64) (Word, int) { return acosWord(x), 0 }
