// Package prove holds the commands that write and check proofs, to be handed to cli.Main beside claims:
//
//	certify POINT   prove a minimum near a point, of a student and teachers or of a formula (certify.go, point.go)
//	verify CERT…    check the certificate of one (verify.go)
//
//	func main() { cli.Main(prove.Commands()...) }
//
// What a command answers is proved in [saddle/theorems/certify] and checked in [saddle/theorems/verify].
package prove

import "saddle/theorems/cli"

// Commands are all commands of this package.
func Commands() []cli.Item { return cli.Items[cli.Command](new(Certify), new(Verify)) }
