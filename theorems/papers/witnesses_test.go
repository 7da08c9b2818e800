package papers

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saddle/theorems/certify"
	"saddle/theorems/hunt"
	"saddle/theorems/verify"
)

const witnessDirectory = "testdata/witnesses"
