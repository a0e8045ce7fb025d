import json
import shutil

import pytest

from mi_helpers import assess, assess_many, cli, load_exercises, response
from mi_helpers.language import Text
from mi_helpers.practice.reply import Practice
from mi_helpers.scorer import ScorerError, extract, read, runner

CLIENT = "Everyone keeps on at me about the drinking. After twelve hours it's the only thing that shuts my head up."


def reading(reply, client=CLIENT, skill="reflection"):
    said, heard = Text(reply), Text(client)
    return read(said, heard, skill, extract(said, heard, None))


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the trained files, in use."""
    folder = tmp_path / "weights"
    shutil.copytree(runner.WEIGHTS, folder)
    monkeypatch.setattr(runner, "WEIGHTS", folder)
    runner._model.cache_clear()
    yield folder
    runner._model.cache_clear()


@pytest.mark.parametrize("name", [runner.NETWORK, runner.LINEAR, runner.TOKENIZER, runner.MANIFEST])
def test_a_missing_file_says_so_and_what_to_do(copied, name):
    (copied / name).unlink()
    with pytest.raises(ScorerError, match="missing") as caught:
        assess("You're tired.", client=CLIENT)
    assert name in str(caught.value)
    assert "Install" in str(caught.value)


@pytest.mark.parametrize("name", [runner.NETWORK, runner.LINEAR, runner.TOKENIZER])
def test_a_damaged_file_says_so_and_what_to_do(copied, name):
    data = bytearray((copied / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copied / name).write_bytes(data)
    with pytest.raises(ScorerError, match="damaged") as caught:
        assess("You're tired.", client=CLIENT)
    assert name in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"files": {}}'])
def test_a_damaged_manifest_says_so(copied, text):
    (copied / runner.MANIFEST).write_text(text)
    with pytest.raises(ScorerError, match="damaged"):
        assess("You're tired.", client=CLIENT)


@pytest.mark.parametrize("part", ["skills", "kinds", "numbers", "floors"])
def test_another_network_than_the_code_expects_says_so(copied, part):
    manifest = json.loads((copied / runner.MANIFEST).read_text())
    (copied / runner.MANIFEST).write_text(json.dumps(manifest | {part: manifest[part][1:]}))
    with pytest.raises(ScorerError, match="Train it again"):
        assess("You're tired.", client=CLIENT)


def test_every_surface_says_so(copied, capsys, monkeypatch):
    (copied / runner.NETWORK).unlink()
    assert cli.main(["assess", "You're tired."]) == 2
    assert "scorer is missing" in capsys.readouterr().err

    exercise = load_exercises()[0]
    answer = Practice([exercise])._check(exercise, "You're tired.")
    assert "scorer is missing" in answer["text"]
    assert "Your words are safe" in answer["text"]

    notices = []
    monkeypatch.setattr(response, "_notice", notices.append)
    response.open_assignment("01_righting_reflex")
    response.response("q1", "You're tired.")
    assert "scorer is missing" in notices[-1]
    with pytest.raises(ScorerError):
        response.grade("q1")


def test_no_pickle_and_nothing_unexpected():
    expected = {runner.NETWORK, runner.LINEAR, runner.TOKENIZER, runner.MANIFEST}
    assert {p.name for p in runner.WEIGHTS.iterdir()} == expected


def test_a_score_rises_with_quality_and_meets_the_rating_floors():
    floors = (-1.0, 0.0, 1.5, 2.0)
    scores = [runner.to_score(q / 50, floors) for q in range(-500, 500)]
    assert scores == sorted(scores)
    assert all(0 < score < 1 for score in scores)
    assert [runner.to_score(floor, floors) for floor in floors] == [0.25, 0.5, 0.7, 0.85]


def test_a_reply_is_judged_the_same_alone_and_in_any_company():
    rows = [(x, e) for x in load_exercises()[:6] for e in x.examples]
    items = [{"response": e.text, "client": x.client, "skill": x.skill} for x, e in rows]
    alone = [assess(**item) for item in items]
    runner._model.cache_clear()
    assert assess_many(reversed(items)) == alone[::-1]


def test_of_a_long_reply_the_end_is_read_too():
    filler = "You are tired and you are worn and you are low. " * 40
    ending = "So you should just stop drinking now, and see a doctor." + " And soon." * 9
    good, bad = reading(filler), reading(filler + ending)
    assert len(good.tokens) == len(bad.tokens) == runner.MOST_TOKENS
    assert bad.tokens[-1].end == len(Text(filler + ending).text)
    assert bad.kinds != good.kinds


def test_tokens_point_at_the_words():
    text = Text("You’re WORN out…")
    tokens, spans = runner.tokenize(runner.open_tokenizer(runner.WEIGHTS / runner.TOKENIZER), text)
    assert len(tokens) == len(spans)
    assert "worn" in [text.text[a:b] for a, b in spans]


def test_likelihoods_are_shares():
    found = reading("You could try going for a run.")
    assert sum(found.kinds.values()) == pytest.approx(1)
    assert all(0 <= way <= 1 for way in found.in_the_way)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "🙂" * 3_000, "x" * 100_000])
def test_any_text_is_read(text):
    assert 0 <= reading(text).score <= 1
    assert 0 <= reading("You're tired.", client=text).score <= 1
