from mi_helpers.language import Span, Text
from mi_helpers.scorer.runner import Reading
from mi_helpers.scorer.words import pieces, words_in_the_way


def reading(text, *bad):
    """A reading in which the words of ``bad`` are in the way and no others."""
    tokens = [Span(w.start, w.end) for w in text.words]
    return Reading(-1.0, 0.4, {}, tuple(tokens), tuple(0.9 if text.text[a:b] in bad else 0.1 for a, b in tokens))


def cut(text, spans):
    return [text.text[a:b] for a, b in spans]


def test_pieces_are_what_stands_between_pauses():
    text = Text("You're tired, and it's late. So go to bed - or don't. Ok?")
    assert cut(text, pieces(text)) == ["you're tired", "and it's late.", "so go to bed", "or don't.", "ok?"]


def test_pieces_leave_out_no_word():
    text = Text("Yes, yes, yes: so you should go because, well, it is time; you see?")
    inside = [w.text for piece in pieces(text) for w in text.words_in(piece)]
    assert inside == [w.text for w in text.words]


def test_the_run_of_pieces_in_the_way():
    text = Text("You're worn out, and nobody sees it. Have a bath, then sleep. It'll pass.")
    found = words_in_the_way(text, reading(text, "have", "a", "bath", "then", "sleep"))
    assert text.text[found.start : found.end] == "have a bath, then sleep."


def test_nothing_where_nothing_stands_out():
    text = Text("You're worn out.")
    assert words_in_the_way(text, reading(text)) is None
    assert words_in_the_way(Text(""), reading(Text(""))) is None
