package files

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// readNPZ reads an archive of .npy files with at most largest numbers in all.
func readNPZ(b *bufio.Reader, largest int) (map[string]Array, error) {
	content, err := io.ReadAll(b)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, ErrFormat{"the archive", err.Error()}
	}
	for _, f := range archive.File {
		if strings.HasSuffix(f.Name, "data.pkl") {
			return nil, ErrUnsupported{"the file is of torch.save", "write it with safetensors.torch.save_file(net.state_dict(), 'net.safetensors')"}
		}
	}
	arrays := map[string]Array{}
	for _, f := range archive.File {
		name, isArray := strings.CutSuffix(f.Name, ".npy")
		if !isArray {
			return nil, ErrUnsupported{"an archive with other files than .npy, as " + shortened(f.Name), "write the arrays with numpy.savez"}
		}
		if _, twice := arrays[name]; twice {
			return nil, ErrArray{name, ErrFormat{"the archive", "it has this array twice"}}
		}
		a, err := readEntry(f, largest)
		if err != nil {
			return nil, ErrArray{name, err}
		}
		arrays[name] = a
		largest -= len(a.Data)
	}
	return arrays, nil
}

// readEntry reads a file of an archive, up to its end, where its checksum is compared.
func readEntry(f *zip.File, largest int) (Array, error) {
	r, err := f.Open()
	switch {
	case errors.Is(err, zip.ErrAlgorithm):
		return Array{}, ErrUnsupported{"an unknown kind of compression", "write the arrays with numpy.savez"}
	case err != nil:
		return Array{}, ErrFormat{"its place in the archive", err.Error()}
	}
	defer r.Close()
	b := bufio.NewReaderSize(r, 1<<12)
	if head, err := b.Peek(len(npyMark)); err == nil && string(head) != npyMark {
		return Array{}, ErrFormat{"its first bytes", "they are not those of .npy"}
	}
	a, err := readArray(b, largest)
	switch {
	case err == nil, errors.As(err, new(ErrFormat)), errors.As(err, new(ErrUnsupported)), errors.As(err, new(ErrTooMany)):
		return a, err
	}
	return Array{}, ErrFormat{"its place in the archive", err.Error()} // of the checksum, or of the compression
}
