"""Writes words.bin and vectors.bin: what is known of an English word before any training text is seen.

Run as `python3 data/models/words.py PACKAGE WORDS VECTORS` with these packages installed from the Python index:
spacy-lookups-data 1.0.5 (MIT: probabilities of words in English web text), names 0.3.0 (lists of the
US census of 1990, public domain), Faker 40.63.0 (MIT: names of people by locale) and numpy; PACKAGE is the unpacked
npm package that vectors.py names. Only facts about single words are kept.

WORDS is an open hash table of 2^18 slots of 8 bytes, little endian, as `crates/derive/src/tagger/words.rs`
reads it, from the lowest bit on: check 30 bits (an empty slot is 0), facts 9, clusters of word vectors 6, 8 and 11.
VECTORS has a bit a slot, set for the words that have a vector of few coordinates, and then these vectors, as
`crates/derive/src/topics/vectors.rs` reads them.
"""

import collections
import gzip
import importlib
import json
import math
import pathlib
import pkgutil
import struct
import sys

from vectors import clusters as vectors_of
from vectors import reduced as reduced_of

SLOTS = 1 << 18
MOST_WORDS = 200_000
# Names of so many people in the census are common.
COMMON_SURNAMES, KNOWN_SURNAMES = 2_000, 30_000


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def corpus():
    import spacy_lookups_data

    data = pathlib.Path(spacy_lookups_data.__file__).parent / "data"
    read = lambda name: json.load(gzip.open(data / f"en_lexeme_{name}.json.gz"))
    total, capital = collections.Counter(), collections.Counter()
    for word, log_probability in read("prob").items():
        folded = word.lower()
        if not any(c.isalpha() for c in word) or len(word) > 30 or len(folded) != len(word):
            continue
        share = math.exp(log_probability)
        total[folded] += share
        capital[folded] += share if word[0].isupper() else 0
    return total, capital


def census():
    import names

    folder = pathlib.Path(names.__file__).parent
    read = lambda name: [line.split()[0].lower() for line in (folder / name).read_text().splitlines()]
    given = set(read("dist.male.first")) | set(read("dist.female.first"))
    return given, {name: rank for rank, name in enumerate(read("dist.all.last")[:KNOWN_SURNAMES])}


def locales():
    """Given names and surnames in Latin letters."""
    import faker.providers.person as person

    given, family = set(), set()
    for module in sorted(module.name for module in pkgutil.iter_modules(person.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attribute in dir(provider):
            target = given if attribute.startswith("first_name") else family if attribute.startswith("last_name") else None
            values = getattr(provider, attribute)
            if target is None or not isinstance(values, (tuple, list, dict)):
                continue
            for value in values:
                if isinstance(value, str) and value.isalpha() and value[0].isupper() and ord(max(value)) < 0x250:
                    target.add(value.lower())
    return given, family


def main(package, out, out_vectors):
    total, capital = corpus()
    given, surnames = census()
    more_given, more_surnames = locales()
    given |= more_given
    people = given | set(surnames) | more_surnames
    vectors = vectors_of(package)
    by_share = sorted(total, key=lambda word: (-total[word], word))
    rank = {word: at for at, word in enumerate(by_share)}
    for word, (at, _) in vectors.items():
        if len(word) > 1 and any(c.isalpha() for c in word):
            rank[word] = min(at, rank.get(word, at))
    common = sorted(set(rank) - people, key=lambda word: (rank[word], word))
    words = sorted(people | set(common[: MOST_WORDS - len(people)]))
    table = [None] * SLOTS
    owners = [None] * SLOTS
    for word in words:
        share = total.get(word, 0)
        # 1 never with a capital .. 7 always; 0 unknown.
        cased = 1 + round(6 * capital[word] / share) if share else 0
        # 7 very common .. 1 rare; 0 unknown.
        frequency = min(7, max(1, round((math.log(share) + 19) / 1.8))) if share else 0
        place = surnames.get(word, KNOWN_SURNAMES if word in more_surnames else None)
        surname = 0 if place is None else 1 if place == KNOWN_SURNAMES else 3 if place < COMMON_SURNAMES else 2
        facts = cased | frequency << 3 | surname << 6 | (word in given) << 8
        few, some, many = vectors[word][1] if word in vectors else (0, 0, 0)
        key = fnv1a(word)
        at = key % SLOTS
        while table[at]:
            at = (at + 1) % SLOTS
        slot = max(key >> 34, 1) | facts << 30 | few << 39 | some << 45 | many << 53
        table[at] = struct.pack("<Q", slot)
        owners[at] = word
    pathlib.Path(out).write_bytes(b"".join(slot or bytes(8) for slot in table))
    reduced = reduced_of(package)
    bitmap, rows = bytearray(SLOTS // 8), []
    for at, word in enumerate(owners):
        if word in reduced:
            bitmap[at // 8] |= 1 << at % 8
            rows.append(reduced[word])
    pathlib.Path(out_vectors).write_bytes(bytes(bitmap) + b"".join(rows))
    print(len(words), "words,", len(given), "given names,", len(people), "names of people,", len(vectors), "with vectors")


main(sys.argv[1], sys.argv[2], sys.argv[3])
