package models

// op is an operation of a formula.
type op uint8

const (
	opInput op = iota
	opConst
	opAdd
	opSub
	opMul
	opDiv
	opNeg
	opPow
	opSqrt
	opExp
	opLog
	opTanh
	opSigmoid
	opSoftplus
	opSin
	opCos
	opAcos
	opAtan
	opAtan2
	opLogSumExp
	opRelu
	opAbs
	opLeakyRelu
	opMax
	opMin
)

var opNames = [...]string{
	opInput: "Input", opConst: "Const", opAdd: "Add", opSub: "Sub", opMul: "Mul", opDiv: "Div", opNeg: "Neg", opPow: "Pow",
	opSqrt: "Sqrt", opExp: "Exp", opLog: "Log", opTanh: "Tanh", opSigmoid: "Sigmoid", opSoftplus: "Softplus",
	opSin: "Sin", opCos: "Cos", opAcos: "Acos", opAtan: "Atan", opAtan2: "Atan2", opLogSumExp: "LogSumExp",
	opRelu: "Relu", opAbs: "Abs", opLeakyRelu: "LeakyRelu", opMax: "Max", opMin: "Min",
}

// String returns the name of the method of Var.
func (f op) String() string { return opNames[f] }

// kinked tells whether f is one of two linear functions, by the sign of an argument.
func (f op) kinked() bool { return f >= opRelu }

// chooses tells whether f is Max or Min, whose kink is at a = b.
func (f op) chooses() bool { return f == opMax || f == opMin }

// binary tells whether f has a second operand: of Relu, Abs and LeakyRelu it is
// the slope for negative arguments.
func (f op) binary() bool {
	return f >= opAdd && f <= opDiv || f == opAtan2 || f.kinked()
}

// curved tells whether f has second derivatives, is not a product, and has one or two operands.
func (f op) curved() bool { return f == opDiv || f >= opPow && f <= opAtan2 }
