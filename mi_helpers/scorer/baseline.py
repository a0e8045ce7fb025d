"""What the network is compared with: a linear model over word n-grams and features. Needs the ``train`` extra.

``python -m mi_helpers.scorer.baseline`` trains it on the train part of the corpus, as the network, and prints its AUC,
pass against fail. It is not shipped. Figures of both are in MODEL_CARD.md.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from mi_helpers.language import Text
from mi_helpers.scorer.corpus import Reply, Situation, load_corpus
from mi_helpers.scorer.evaluate import auc
from mi_helpers.scorer.features import extract
from mi_helpers.scorer.numbers import as_numbers
from mi_helpers.skills import SKILLS

Row = tuple[Situation, Reply]


class Baseline:
    """Logistic regression; every word n-gram once for all skills and once for its skill."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
        self._with_skill = TfidfVectorizer(min_df=3, sublinear_tf=True, token_pattern=r"\S+")  # noqa: S106 - no password
        self._model = LogisticRegression(C=2.0, max_iter=2_000)

    def fit(self, rows: Sequence[Row]) -> None:
        """Learn from rated replies."""
        self._words.fit(reply.text for _, reply in rows)
        self._with_skill.fit(self._crossed(rows))
        values = self._numbers(rows)
        self._mean, self._spread = values.mean(0), values.std(0) + 1e-9
        self._model.fit(self._matrix(rows), [reply.passes for _, reply in rows])

    def scores(self, rows: Sequence[Row]) -> list[float]:
        """How likely each reply passes."""
        return list(self._model.predict_proba(self._matrix(rows))[:, 1])

    def _matrix(self, rows: Sequence[Row]) -> Any:
        texts = [reply.text for _, reply in rows]
        standard = (self._numbers(rows) - self._mean) / self._spread
        return hstack([self._words.transform(texts), self._with_skill.transform(self._crossed(rows)), standard]).tocsr()

    def _crossed(self, rows: Sequence[Row]) -> Iterable[str]:
        return [" ".join(f"{s.skill}:{w}" for w in reply.text.lower().split()) for s, reply in rows]

    def _numbers(self, rows: Sequence[Row]) -> Any:
        clients = {s.id: Text(s.client) for s, _ in rows}
        return np.array([as_numbers(extract(Text(r.text), clients[s.id], Text(s.pushy))) for s, r in rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the baseline and print its AUC by skill."""
    first_line = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m mi_helpers.scorer.baseline", description=first_line)
    parser.add_argument("--part", choices=("dev", "test"), default="dev", help="part of the corpus to measure on (dev)")
    part = parser.parse_args(arguments).part
    corpus = load_corpus()
    model = Baseline()
    print("Training ...", flush=True)
    model.fit([(s, r) for s in corpus if s.part == "train" for r in s.replies])
    rows = [(s, r) for s in corpus if s.part == part for r in s.replies]
    scored = list(zip(rows, model.scores(rows), strict=True))
    aucs = {}
    for skill in SKILLS:
        good, bad = ([x for (s, r), x in scored if s.skill == skill and r.passes == p] for p in (True, False))
        aucs[skill] = auc(good, bad)
        print(f"{skill:20} {aucs[skill]:.3f}")
    print(f"{'mean':20} {sum(aucs.values()) / len(aucs):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
