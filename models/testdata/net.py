# Makes the files beside it with NumPy 1.24 and the standard library of Python 3.11:
#
#	python3 net.py
#
# net.safetensors holds the weights of a tanh net 2-4-4-3 as save_file of safetensors.torch writes the state of
# torch.nn.Sequential(Linear, Tanh, Linear, Tanh, Linear): float32, weights of shape (units, inputs), in the order of the names.
# net.npz holds the same numbers as Keras has them, weights of shape (inputs, units), under names of its kind. data.npz holds
# samples, their classes in two forms, and the sum of the cross-entropies in float64.
import json
import struct

import numpy

widths = [2, 4, 4, 3]
random = numpy.random.RandomState(7)
weights = [random.standard_normal((m, n)).astype("<f4") for n, m in zip(widths, widths[1:])]
biases = [random.standard_normal(m).astype("<f4") for m in widths[1:]]
x = random.standard_normal((6, 2)).astype("<f4")
labels = random.randint(0, 3, 6)

a = x.astype("f8").T
for i, (w, b) in enumerate(zip(weights, biases)):
    a = w.astype("f8") @ a + b.astype("f8")[:, None]
    if i < 2:
        a = numpy.tanh(a)
loss = numpy.sum(numpy.log(numpy.sum(numpy.exp(a), axis=0)) - a[labels, range(6)])

state = {}
for i, (w, b) in enumerate(zip(weights, biases)):
    state[f"{2 * i}.weight"], state[f"{2 * i}.bias"] = w, b
header, content = {"__metadata__": {"format": "pt"}}, b""
for name in sorted(state):
    raw = state[name].tobytes()
    header[name] = {"dtype": "F32", "shape": list(state[name].shape), "data_offsets": [len(content), len(content) + len(raw)]}
    content += raw
text = json.dumps(header, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
with open("net.safetensors", "wb") as f:
    f.write(struct.pack("<Q", len(text)) + text + content)

keras = {}
for i, (w, b) in enumerate(zip(weights, biases)):
    layer = "dense" if i == 0 else f"dense_{i}"
    keras[layer + "/kernel:0"], keras[layer + "/bias:0"] = numpy.ascontiguousarray(w.T), b
numpy.savez("net.npz", **keras)
numpy.savez("data.npz", x=x, labels=labels, classes=numpy.eye(3, dtype="|u1")[labels], loss=loss)
