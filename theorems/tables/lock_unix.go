//go:build unix && !solaris && !aix

package tables

import (
	"errors"
	"os"
	"syscall"
)

// errLocked says that another process writes to a file.
var errLocked = errors.New("another process is writing to it")

// lock takes the file for this process, until it is closed.
func lock(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == syscall.EWOULDBLOCK {
		return errLocked
	}
	return err
}

func unlock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
