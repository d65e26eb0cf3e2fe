"""Direct quotations: which quotation marks hold speech, whose cue reports it, what goes on.

Quotation marks also set off names and words held at arm's length; those stay inside the
clause that holds them (reported.py). A quotation without a cue goes on with the one before it
if nothing stands between them; one that follows narration is its own attribution without cue.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.lexicon import Lexicon
from onrecord.model import Attribution, Span
from onrecord.parsing import grammar
from onrecord.parsing.parse import Parse
from onrecord.parsing.quotation_marks import Quotation
from onrecord.parsing.tokens import Token

REACH = 14  # tokens between a quotation and its cue
SENTENCE_END = re.compile(r"[.?!]['”\"’)]?\s*$")
CAPITAL = re.compile(r"[\W_]*[A-Z0-9\[]")


@dataclass(slots=True)
class _Turn:
    """A quotation being put together from its parts."""

    parts: list[Span]
    cue: Token | None = None
    source: Token | None = None


def find(parse: Parse, lexicon: Lexicon) -> Iterator[tuple[Attribution, Token | None]]:
    """Direct quotations in text order, each with the token of its cue (None without one)."""
    turn: _Turn | None = None
    previous: Quotation | None = None
    for quotation in parse.quotations:
        if parse.in_furniture(quotation.outer):
            continue
        if turn is not None and previous is not None and _resumes(parse, turn, previous, quotation):
            turn.parts.append(_content(parse, quotation))
            previous = quotation
            continue
        if not _is_speech(parse, quotation, lexicon):
            continue
        cue = _cue(parse, quotation, lexicon)
        goes_on = turn is not None and previous is not None and _goes_on(parse, previous, quotation)
        same = turn is not None and cue is not None and cue == turn.cue
        if turn is not None and (same or (cue is None and goes_on)):
            turn.parts.append(_content(parse, quotation))
        elif turn is not None and turn.cue is None and goes_on and previous and not previous.closed:
            turn.parts.append(_content(parse, quotation))  # "A / B," he said: one turn, cue last
            _set_cue(turn, cue)
        else:
            if turn is not None:
                yield from _close(turn)
            turn = _Turn([_content(parse, quotation)])
            _set_cue(turn, cue)
            if cue is None:
                turn.source = _before_colon(parse, quotation)
        previous = quotation
    if turn is not None:
        yield from _close(turn)


def _set_cue(turn: _Turn, cue: Token | None) -> None:
    turn.cue = cue
    if cue is not None:
        clause = cue if cue.pos_ != "NOUN" else cue.sent.root  # "..., saying" read as a noun
        turn.source = grammar.subject_of(clause) or _beside(cue)


def _close(turn: _Turn) -> Iterator[tuple[Attribution, Token | None]]:
    cue = (grammar.cue_span(turn.cue, (turn.cue,)),) if turn.cue is not None else ()
    source = (grammar.noun_phrase(turn.source),) if turn.source is not None else ()
    confidence = 0.9 if source else 0.75 if cue else 0.6
    yield Attribution(source, cue, tuple(turn.parts), "direct", confidence), turn.cue


def _content(parse: Parse, quotation: Quotation) -> Span:
    """The quoted words without a comma that only closes the quotation."""
    words = parse.text(quotation.inner)
    lead = len(words) - len(words.lstrip())
    kept = words.rstrip().rstrip(",").rstrip()
    start = quotation.inner.start + lead
    return Span(start, max(start + 1, quotation.inner.start + len(kept)))


def _is_speech(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Whether marks hold speech: it stands by itself, or a reporting verb leads to it.

    In the midst of a sentence that reports nothing they hold a name or a motto: "the play, “Ash.”"
    """
    words = parse.text(quotation.inner)
    if not CAPITAL.match(words):
        return False
    line = parse.paragraphs[parse.paragraph_at(quotation.outer.start)]
    before = parse.document.text[line.start : max(line.start, quotation.outer.start)].rstrip()
    free = not before or before.endswith(":") or bool(SENTENCE_END.search(before))
    if not quotation.closed:
        return free or _before(parse, quotation, lexicon) is not None
    if len(re.findall(r"\w+", words)) < 2 and not before.endswith((":", ",")):
        return (
            words.endswith(",") and _after(parse, quotation, lexicon) is not None
        )  # "No," she said
    ended = words.rstrip()[-1:] in ",.?!…—–-"
    after = parse.document.text[quotation.outer.end : quotation.outer.end + 1]
    if free:
        return ended or after in ",." or before.endswith(":")
    if before.endswith(","):
        return (ended or after in ",.") and _cue(parse, quotation, lexicon) is not None
    return ended and _before(parse, quotation, lexicon) is not None


def _cue(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> Token | None:
    return _after(parse, quotation, lexicon) or _before(parse, quotation, lexicon)


def _after(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> Token | None:
    """A reporting verb in the rest of the sentence that the quotation begins."""
    words = parse.text(quotation.inner).rstrip()
    text = parse.document.text
    closes_with = words[-1:]
    following = text[quotation.outer.end : quotation.outer.end + 1]
    if closes_with == "." and following != ",":
        return None
    for count, token in enumerate(_tokens_from(parse, quotation.outer.end)):
        if count > REACH or token.text in {".", ";", ":"} or "\n" in token.text:
            return None
        if parse.quotation_at(token.idx) is not None:
            return None
        if _reports(token, lexicon):
            rest = text[token.idx : token.idx + 200].split("\n")[0]
            colon = re.match(r"[^.;“”\"]*[:]\s*[“\"'‘]", rest)
            return None if colon and closes_with in "?!" else token
    return None


def _before(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> Token | None:
    """The last reporting verb between the sentence's start and the quotation."""
    line = parse.paragraphs[parse.paragraph_at(quotation.outer.start)]
    found: Token | None = None
    window = list(_tokens_before(parse, quotation.outer.start, line.start))
    for count, token in enumerate(window):
        if count > REACH or token.text in {".", "?", "!", ";"}:
            break
        if parse.quotation_at(token.idx) is not None:
            if found is None and token.text not in {"'", "’", "”", '"'}:
                break
            continue
        if _reports(token, lexicon):
            found = token
            break
    return found


def _reports(token: Token, lexicon: Lexicon) -> bool:
    if grammar.is_cue_verb(token):
        return grammar.cue_at(token, "clause", lexicon) is not None
    gerund = token.pos_ == "NOUN" and token.lower_.endswith("ing")
    return gerund and ("clause", (token.lower_[:-3],)) in lexicon.cues


def _tokens_from(parse: Parse, offset: int) -> Iterator[Token]:
    yield from parse.words[parse.token_from(offset) :]


def _tokens_before(parse: Parse, offset: int, lower: int) -> Iterator[Token]:
    """Tokens that end before an offset, nearest first, down to `lower`."""
    for i in range(parse.token_from(offset) - 1, -1, -1):
        token = parse.words[i]
        if token.idx < lower:
            return
        if token.idx + len(token) <= offset:
            yield token


def _beside(cue: Token) -> Token | None:
    """The name or pronoun right beside a cue whose subject the parser has missed."""
    doc = cue.doc
    for i in (cue.i + 1, cue.i + 2, cue.i - 1, cue.i - 2, cue.i + 3):
        if 0 <= i < len(doc) and doc[i].sent == cue.sent and doc[i].ent_type_ in {"PERSON", "ORG"}:
            token = doc[i]
            while token.dep_ == "compound" and token.head.ent_type_ == token.ent_type_:
                token = token.head
            return token
    for i in (cue.i - 1, cue.i + 1):
        if 0 <= i < len(doc) and doc[i].tag_ == "PRP":
            return doc[i]
    return None


def _before_colon(parse: Parse, quotation: Quotation) -> Token | None:
    """The person named before a colon that opens a quotation, as headlines cite."""
    line = parse.paragraphs[parse.paragraph_at(quotation.outer.start)]
    window = list(_tokens_before(parse, quotation.outer.start, line.start))
    if not window or window[0].text != ":":
        return None
    named = [t for t in window[:8] if t.ent_type_ in {"PERSON", "ORG"}]
    return named[0] if named else None


def _goes_on(parse: Parse, previous: Quotation, quotation: Quotation) -> bool:
    """Whether a quotation continues the one before: same paragraph, or the next one."""
    between = parse.document.text[previous.outer.end : quotation.outer.start]
    if "\n" not in between:
        return True
    if not between.strip():
        return True
    before, after = (
        parse.paragraph_at(previous.outer.start),
        parse.paragraph_at(quotation.outer.start),
    )
    tail = parse.document.text[previous.outer.end : parse.paragraphs[before].end].strip()
    opens = parse.paragraphs[after].start == quotation.outer.start
    return opens and after == before + 1 and _is_cue_only(tail)


def _resumes(parse: Parse, turn: _Turn, previous: Quotation, quotation: Quotation) -> bool:
    """Whether a sentence that its cue broke goes on: "The levy," she said, "is wrong"."""
    between = parse.document.text[previous.outer.end : quotation.outer.start]
    if turn.cue is None or not previous.outer.end <= turn.cue.idx < quotation.outer.start:
        return False
    broken = parse.text(previous.inner).rstrip().endswith(",") or between.startswith(",")
    return broken and between.rstrip().endswith(",") and not re.search(r"[.?!;:\n]", between)


def _is_cue_only(tail: str) -> bool:
    """Whether all that stands after a quotation in its paragraph is its cue: ", he says."."""
    return len(re.findall(r"\w+", tail)) <= 6
