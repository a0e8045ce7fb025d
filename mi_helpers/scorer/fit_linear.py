"""Fits the linear part of the scorer (``linear``). Needs the ``train`` extra.

``train`` calls it. ``python -m mi_helpers.scorer.fit_linear`` prints how good the linear part is alone, as a baseline.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from mi_helpers.language import Text
from mi_helpers.scorer.corpus import Reply, Situation, load_corpus
from mi_helpers.scorer.evaluate import auc
from mi_helpers.scorer.features import extract
from mi_helpers.scorer.linear import Linear, skill_terms, terms
from mi_helpers.scorer.numbers import as_numbers
from mi_helpers.skills import SKILLS

_FEWEST = 3  # replies that a term must stand in
_STRENGTH = 2.0  # inverse of the regularisation


def fit(situations: Sequence[Situation]) -> dict[str, Any]:
    """What :class:`mi_helpers.scorer.linear.Linear` reads, learnt from these situations.

    Args:
        situations: rated replies; that they pass or fail is learnt.
    """
    rows = [(s, r) for s in situations for r in s.replies]
    texts = [Text(r.text).text for _, r in rows]
    words = TfidfVectorizer(analyzer=terms, min_df=_FEWEST, sublinear_tf=True)
    by_skill = TfidfVectorizer(analyzer=lambda pair: skill_terms(*pair), min_df=_FEWEST, sublinear_tf=True)
    numbers = np.array(_numbers(rows))
    mean, spread = numbers.mean(0), numbers.std(0) + 1e-9
    matrix = hstack(
        [
            words.fit_transform(texts),
            by_skill.fit_transform([(text, s.skill) for text, (s, _) in zip(texts, rows, strict=True)]),
            (numbers - mean) / spread,
        ]
    ).tocsr()
    model = LogisticRegression(C=_STRENGTH, max_iter=2_000).fit(matrix, [r.passes for _, r in rows])
    weights = model.coef_[0]
    first, second = len(words.vocabulary_), len(words.vocabulary_) + len(by_skill.vocabulary_)
    scaled = weights[second:] / spread
    return {
        "words": _table(words, weights[:first]),
        "by_skill": _table(by_skill, weights[first:second]),
        "numbers": [round(float(weight), 5) for weight in scaled],
        "intercept": round(float(model.intercept_[0] - (scaled * mean).sum()), 5),
    }


def _table(vectorizer: Any, weights: Any) -> dict[str, tuple[float, float]]:
    return {
        term: (round(float(vectorizer.idf_[n]), 3), round(float(weights[n]), 4))
        for term, n in sorted(vectorizer.vocabulary_.items())
    }


def _numbers(rows: Sequence[tuple[Situation, Reply]]) -> list[list[float]]:
    clients = {s.id: (Text(s.client), Text(s.pushy)) for s, _ in rows}
    return [as_numbers(extract(Text(r.text), *clients[s.id])) for s, r in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on the train part and print the AUC by skill on another."""
    first_line = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m mi_helpers.scorer.fit_linear", description=first_line)
    parser.add_argument("--part", choices=("dev", "test"), default="dev", help="part of the corpus to measure on (dev)")
    part = parser.parse_args(arguments).part
    print("Fitting ...", flush=True)
    model = Linear(fit([s for s in load_corpus() if s.part == "train"]))
    rows = [(s, r) for s in load_corpus() if s.part == part for r in s.replies]
    scores = [
        model.score(Text(r.text).text, s.skill, numbers) for (s, r), numbers in zip(rows, _numbers(rows), strict=True)
    ]
    aucs = {}
    for skill in SKILLS:
        good, bad = (
            [x for (s, r), x in zip(rows, scores, strict=True) if s.skill == skill and r.passes == p]
            for p in (True, False)
        )
        aucs[skill] = auc(good, bad)
        print(f"{skill:20} {aucs[skill]:.3f}")
    print(f"{'mean':20} {sum(aucs.values()) / len(aucs):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
