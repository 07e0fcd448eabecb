"""What search by meaning costs: memory, milliseconds and the time to read and fill, of random vectors.

    export DJANGO_SETTINGS_MODULE=gouden.settings.dev
    DATABASE_URL=sqlite:////tmp/generated.sqlite3 python -m benchmarks.meaning

Needs a model, and a database of generated cases: each gets random vectors, questions are answered with and without, and
then all vectors of that database are thrown away. With `--cases` so many cases are compared in memory alone.
"""

import argparse
import os
import time
from collections.abc import Callable
from itertools import batched
from pathlib import Path
from random import Random
from statistics import median

import django

SIZE = 384
# Before anything is measured: what a process does once is done then.
FIRST = 10
WORDS = (1, 2, 3, 10, 25)
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure what the options ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=30, help="of each case")
    parser.add_argument("--questions", type=int, default=40, help="of each length")
    parser.add_argument("--cases", type=int, help="so many, in memory alone")
    options = parser.parse_args()
    django.setup()
    if options.cases:
        compare(options.cases, options.passages, options.questions)
    else:
        search(options.passages, options.questions)


def compare(cases: int, passages: int, times: int) -> None:
    """Print what it takes to hold and to compare the vectors of so many cases."""
    from cases.search.meaning.block import Block
    from cases.search.meaning.embedder import embedder
    from cases.search.meaning.held import HeldVectors

    # Loads numpy as search does.
    embedder()
    import numpy

    random = numpy.random.default_rng(1)
    before, began = memory(), time.process_time()
    block = Block(range(cases), [passages] * cases, random.bytes(cases * passages * SIZE))
    held = HeldVectors("random", {}, [block], dict.fromkeys(range(cases), 0))
    print(
        f"{cases * passages:,} vectors: {memory() - before:.0f} MB, {time.process_time() - began:.1f} s to put together"
    )
    took = []
    for _ in range(times):
        asked = random.standard_normal(SIZE).astype(numpy.float32)
        began = time.process_time()
        held.nearest(asked, 50)
        took.append(1000 * (time.process_time() - began))
    print(f"a comparison: {median(took):.1f} ms of the processor")


def search(passages: int, times: int) -> None:
    """Print what questions cost in this database, with random vectors for every public case and without."""
    from django.test import override_settings

    from cases.models import CasePassages
    from cases.search.meaning.answering import read_as
    from cases.search.meaning.embedder import embedder
    from cases.search.meaning.held import held_vectors

    model = embedder()
    if model is None:
        raise SystemExit("No model is installed: see docs/howto/search-by-meaning.md.")
    try:
        began = time.process_time()
        count = fill(model.name, passages)
        print(f"{count:,} cases with {passages} passages stored in {time.process_time() - began:.1f} s")
        began, before = time.process_time(), memory()
        held_vectors()
        print(f"read in {time.process_time() - began:.1f} s, {memory() - before:.0f} MB")
        for words in WORDS:
            asked = questions(words, times + FIRST)
            reading = median(milliseconds(lambda text: model.queries([read_as(text)]), asked))
            with_meaning = milliseconds(answer, asked)
            with override_settings(GOUDEN_EMBEDDERS=[]):
                by_words = milliseconds(answer, asked)
            print(
                f"{words} words: {median(with_meaning):.1f} ms of the processor, at most {max(with_meaning):.1f}; "
                f"of which {reading:.1f} for the vector of the question; by words alone {median(by_words):.1f}"
            )
    finally:
        CasePassages.objects.all().delete()


def answer(text: str) -> None:
    """Read a question, find all that fits and put it in order."""
    from cases.search import parse, ranked

    query = parse(text)
    ranked(query)


def milliseconds(ask: Callable[[str], object], asked: list[str]) -> list[float]:
    """Return what each of these questions took of the processor, after the first few."""
    took = []
    for text in asked:
        began = time.process_time()
        ask(text)
        took.append(1000 * (time.process_time() - began))
    return took[FIRST:]


def fill(model: str, passages: int) -> int:
    """Give every public case so many random vectors; return how many cases there are."""
    import numpy

    from cases.models import CasePassages, PublishedCase

    random = numpy.random.default_rng(1)
    CasePassages.objects.all().delete()
    cases = list(PublishedCase.objects.values_list("pk", flat=True))
    places = [["uitspraak", str(at), f"{at:032x}"] for at in range(passages)]
    for some in batched(cases, 500):
        CasePassages.objects.bulk_create(
            CasePassages(pk=pk, model=model, waiting=0, passages=places, vectors=random.bytes(passages * SIZE))
            for pk in some
        )
    return len(cases)


def questions(words: int, number: int) -> list[str]:
    """Return questions of so many words: one that hardly any generated case holds, among what many hold."""
    from cases.management.synthetic.words import NOUNS, compounds

    random, rare = Random(words), compounds()[2_000:12_000]
    return [" ".join([*random.sample(NOUNS, words - 1), random.choice(rare)]) for _ in range(number)]


def memory() -> float:
    """Return the memory of this process now, in MB."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * PAGE / 1e6


if __name__ == "__main__":
    main()
