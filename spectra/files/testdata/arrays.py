# Makes the files beside it with NumPy 1.24 and the standard library of Python 3.11:
#
#	python3 arrays.py
#
# kinds.npz and compressed.npz hold what arrays_test.go says, in every kind of numbers; so does
# kinds.safetensors, which is written byte by byte from the description of its format.
import json
import struct

import numpy

numbers = numpy.array([[[1, 0, 3], [2, 5, 4]], [[0, 1, 7], [6, 2, 0]]])
kinds = {name: numbers.astype(name) for name in
         ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8",
          "|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8"]}
kinds = {name.replace("<", "little ").replace(">", "big ").replace("|", ""): a for name, a in kinds.items()}
kinds["fortran"] = numpy.asfortranarray(numbers.astype("<f8"))
kinds["truth"] = numbers > 1
kinds["single"] = numpy.float64(-0.0)
kinds["none"] = numpy.zeros((0, 3))
kinds["vector"] = numpy.array([numpy.nan, numpy.inf, -numpy.inf, 5e-324, 2.0 ** -24])
kinds["half"] = numpy.array([2.0 ** -24, 65504, -numpy.inf, 2.0 ** -14], dtype="<f2")
kinds["rounded"] = numpy.array([2 ** 63 - 1, 2 ** 53, 2 ** 53 + 1], dtype="<i8")
numpy.savez("kinds.npz", **kinds)
numpy.savez_compressed("compressed.npz", zeros=numpy.zeros((300, 200)), fortran=kinds["fortran"])

tensors = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "|i1", "I16": "<i2", "I32": "<i4", "I64": "<i8",
           "U8": "|u1", "U16": "<u2", "U32": "<u4", "U64": "<u8", "BOOL": "|b1"}
content, header = b"", {"__metadata__": {"format": "np"}}


def add(name, kind, shape, raw):
    global content
    header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(content), len(content) + len(raw)]}
    content += raw


for kind, name in tensors.items():
    add(kind, kind, [2, 2, 3], numbers.astype(name).tobytes())
add("BF16", "BF16", [2, 2, 3], b"".join(struct.pack("<f", x)[2:] for x in numbers.ravel()))  # exact: the lower half is 0
add("single", "F32", [], struct.pack("<f", 0.1))
add("none", "F32", [0, 3], b"")
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("kinds.safetensors", "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + content)
