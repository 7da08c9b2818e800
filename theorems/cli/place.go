package cli

import (
	"fmt"
	"os"
	"path/filepath"
)

// Place returns where the program keeps what it makes if nobody says where: in the user's cache directory. What it is that is kept, and
// what can be named with --out instead, are words of the error.
func Place(what, named, name string) (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no place for %s: %w; name %s with --out", what, err, named)
	}
	return filepath.Join(dir, "saddle", name), nil
}
