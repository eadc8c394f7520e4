"""Which column of a table is which field of a standard: by headings, by cells, and by what adds up.

Evidence is added up in log-odds for every pair of field and column; the assignment that is likeliest as a
whole wins (*global assignment*). Where something else is nearly as likely, nothing is guessed: a question
is asked, once for each layout.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hundred.harmonise.assignment import Assigned, assign
from hundred.harmonise.contents import Evidence, evidence_of_cells
from hundred.harmonise.facts import Facts, Sample
from hundred.harmonise.headings import Lexicon, Words, lexicon, words_of
from hundred.harmonise.standard import Field, Standard

SURE = 0.9  # confidence from which a required field is taken without asking
_LIKELY = 0.75  # the same of the others, which are left out below
_PRIOR = -2.0  # any pair is rather unlikely
_SAYS_SO, _MAY_SAY_SO = 6.0, 2.5  # a heading that says it, and one that may
_UNLIKE = -1.5
_ALIKE = 0.4  # likeness from which a heading speaks for a field
_FORBIDS = -4.0  # a word in the heading that the field hardly has
_ADDS_UP = 3.0
_ALONE = 3.0  # of a required field: no other column could be it
_SAID_BEFORE = 6.0  # the publisher's own earlier layouts
_ASKED_OF = 3  # candidates of a question


@dataclass(frozen=True, slots=True)
class Match:
    """A field and the column that it is, how sure that is, and why, in sentences.

    With `less`, the value is that of `column` less that of this other column.
    """

    field: str
    column: str
    confidence: float
    because: tuple[str, ...]
    less: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A field for which an officer must choose among columns, the likeliest first, and why."""

    field: str
    candidates: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How a table answers a standard: the matches, and the questions that keep it from being used."""

    standard: Standard
    matches: tuple[Match, ...]
    questions: tuple[Question, ...]

    def column_of(self, field: str) -> str:
        """The column of a field, "" where there is none."""
        return next((match.column for match in self.matches if match.field == field), "")


def map_table(
    standard: Standard, sample: Sample, *, earlier: Mapping[Words, str] | None = None
) -> TableMapping:
    """How the sampled table answers a standard.

    `earlier` are fields by the words of headings, as they were settled for earlier layouts of the publisher.
    """
    evidence = _evidence(standard, sample, earlier or {})
    weights = {
        field: {column: _PRIOR + sum(each.weight for each in found) for column, found in columns.items()}
        for field, columns in evidence.items()
    }
    assigned = assign(weights)
    matches, questions = [], []
    for field in standard.mapped:
        given = assigned.get(field.name)
        if given and given.confidence >= (SURE if field.required or field.asked else _LIKELY):
            because = tuple(each.because for each in evidence[field.name][given.column] if each.because)
            matches.append(Match(field.name, given.column, given.confidence, because))
        elif field.required or (field.asked and given):
            questions.append(_question(field, given, weights[field.name], sample))
    worked_out = [
        match for question in questions if (match := _worked_out(standard, question.field, matches))
    ]
    done = {match.field for match in worked_out}
    return TableMapping(
        standard,
        (*matches, *worked_out),
        tuple(question for question in questions if question.field not in done),
    )


def _worked_out(standard: Standard, wanted: str, matches: Sequence[Match]) -> Match | None:
    """An amount that no column holds, from the total that it is part of and the other part."""
    known = {match.field: match for match in matches}
    for each in standard.sums:
        others = [part for part in each.parts if part != wanted]
        if wanted in each.parts and each.total in known and len(others) == 1 and others[0] in known:
            total, part = known[each.total], known[others[0]]
            says = f"It is the {standard[each.total].title.lower()} less the {standard[others[0]].title}."
            return Match(wanted, total.column, min(total.confidence, part.confidence), (says,), part.column)
    return None


def _evidence(
    standard: Standard, sample: Sample, earlier: Mapping[Words, str]
) -> dict[str, dict[str, list[Evidence]]]:
    """What speaks for and against each pair of field and column."""
    known = lexicon(standard)
    alone = _alone(sample)
    found: dict[str, dict[str, list[Evidence]]] = defaultdict(dict)
    for facts in sample.facts:
        words = known.spelt(words_of(facts.column.original))
        for field in standard.mapped:
            pair = [_of_heading(field, words, facts, known), evidence_of_cells(field, facts)]
            if field.required and field.holds in alone and alone[field.holds] == facts.column.name:
                pair.append(Evidence(_ALONE, "No other column holds such cells."))
            if earlier.get(words) == field.name:
                pair.append(Evidence(_SAID_BEFORE, "It was so in an earlier layout of this publisher."))
            found[field.name][facts.column.name] = pair
    for total, *parts in sample.sums:
        for each in standard.sums:
            _add_up(found, each.total, each.parts, total, parts)
    return found


def _alone(sample: Sample) -> dict[str, str]:
    """The column that alone holds days, amounts, or names of organisations, by what it holds."""
    found = {}
    for holds, is_such in _SUCH.items():
        columns = [facts.column.name for facts in sample.facts if facts.filled and is_such(facts)]
        if len(columns) == 1:
            found[holds] = columns[0]
    return found


_SUCH: dict[str, Callable[[Facts], bool]] = {
    "date": lambda facts: facts.kind in ("date", "datetime"),
    "money": lambda facts: facts.kind == "decimal",
    "organisation": lambda facts: (
        facts.kind == "text" and facts.share("organisations") > 0.15 and facts.distinct > 20
    ),
}


def _add_up(
    found: Mapping[str, dict[str, list[Evidence]]],
    total: str,
    parts: Sequence[str],
    column: str,
    columns: Sequence[str],
) -> None:
    says = Evidence(_ADDS_UP, f"In every row “{column}” is the sum of “{columns[0]}” and “{columns[1]}”.")
    found[total][column].append(says)
    for part in parts:
        for each in columns:
            found[part][each].append(says)


def _of_heading(field: Field, words: Words, facts: Facts, known: Lexicon) -> Evidence:
    heading = facts.column.original.strip()
    if not words:
        return Evidence(0.0)
    says, may_say = known.likest(words, field.headings), known.likest(words, field.hints)
    if says.share == 1:
        return Evidence(_SAYS_SO, f"The heading “{heading}” says so.")
    likest = max(says, may_say, key=lambda likeness: likeness.share)
    forbidden = _forbidden(field, words, likest.heading)
    if may_say.share == 1:
        return Evidence(_MAY_SAY_SO + forbidden, f"The heading “{heading}” may say so.")
    if likest.share < _ALIKE:
        return Evidence(_UNLIKE + forbidden)
    weight = (_SAYS_SO if likest is says else _MAY_SAY_SO) * (likest.share - _ALIKE) / (1 - _ALIKE)
    return Evidence(weight + forbidden, f"The heading “{heading}” is like “{likest.heading}”.")


def _forbidden(field: Field, words: Words, likest: str) -> float:
    """What a heading's words say against a field that hardly has them, unless its own like heading does."""
    never = {word for each in field.never for word in words_of(each)} - set(words_of(likest))
    return _FORBIDS if set(words) & never else 0.0


def _question(field: Field, given: Assigned | None, weights: Mapping[str, float], sample: Sample) -> Question:
    ranked = sorted(weights, key=lambda column: -weights[column])[:_ASKED_OF]
    candidates = tuple(column for column in ranked if weights[column] > _FORBIDS)
    headings = {facts.column.name: facts.column.original for facts in sample.facts}
    if not candidates:
        return Question(field.name, (), f"No column looks like the {field.title.lower()}.")
    if given is None:
        return Question(field.name, candidates, f"No column is surely the {field.title.lower()}.")
    told = f"“{headings[given.column]}” may be the {field.title.lower()}, but that is not sure."
    return Question(field.name, (given.column, *(each for each in candidates if each != given.column)), told)
