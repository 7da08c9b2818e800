package files

const (
	npyMark          = "\x93NUMPY"
	matrixMarketMark = "%%MatrixMarket"
	zipMark          = "PK\x03\x04"
	emptyZipMark     = "PK\x05\x06"
)

// marks are how files begin that are read elsewhere.
var marks = []struct{ mark, what, instead string }{
	{zipMark, "an archive (.npz, .xlsx, .zip)", "write the matrix alone, as numpy.save('a.npy', a) does"},
	{"\x1f\x8b", "a compressed file", "unpack it first, as gunzip does"},
	{"\x89HDF", "a file of HDF5 or MATLAB 7.3", "write the matrix as .npy, .mtx or .csv, as writematrix(A, 'a.csv') does"},
	{"MATLAB 5.0", "a file of MATLAB", "write the matrix as .csv, as writematrix(A, 'a.csv') does"},
	{"\x80\x02", "a pickled object of Python", "write the matrix with numpy.save('a.npy', a)"},
	{"\x80\x04", "a pickled object of Python", "write the matrix with numpy.save('a.npy', a)"},
	{"\xff\xfe", "text in UTF-16", "save it as UTF-8"},
	{"\xfe\xff", "text in UTF-16", "save it as UTF-8"},
}
