"""Which task each claim of a message is about: references and claims brought together clause by clause.

A clause without a task of its own speaks of the one named last, unless it brings a subject of its own ("deposit is
30% paid"). What follows "blocked by" or "waiting for" is a reason, and tasks named there are not spoken of.
"""

import bisect
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from coordination.rules import reading_amounts, reading_behind, reading_groups
from coordination.rules.reading_claims import Claim
from coordination.rules.reading_clauses import Clause, Text
from coordination.rules.reading_numbered import Ref
from coordination.rules.reading_words import Tag

OWN_SUBJECT = 0.75
"""From so many words of its own on (a Chinese character is half a word) a claim has a subject of its own."""

_LABELS = (Tag.LABEL_BLOCK, Tag.LABEL_PLAN, Tag.LABEL_PAST)
_LETTERS = {"y": Tag.LABEL_PAST, "t": Tag.LABEL_PLAN, "b": Tag.LABEL_BLOCK}
_REASONED = frozenset({Tag.BLOCKED, Tag.WAITING, Tag.HOLD})
_HEADS = frozenset({Tag.DONE, Tag.BLOCKED, Tag.HOLD, Tag.DROPPED, Tag.PROGRESS, Tag.NOT_STARTED, Tag.UNFINISHED})
_ADJECTIVES = frozenset({"complete", "ready", "closed", "finished", "completed"})  # complete mess, closed doors
_FEW = frozenset({"one", "two", "three", "four", "five", "some", "most", "several"})
_EXCEPTING = frozenset({"except", "from", "bar"})
_ONESELF = frozenset({"i'm", "im", "we're", "i", "we", "am", "are"})
_PLAIN = frozenset({Tag.FILLER, Tag.ALL, Tag.WORD, Tag.OK})
_JOINERS = frozenset({"", ",", "、", "\n"})


@dataclass(frozen=True, slots=True)
class Part:
    """The tokens [first, last) of clause number `clause` that speak of one topic."""

    clause: int
    first: int
    last: int


@dataclass(slots=True)
class Topic:
    """A task, or several named together, and what was claimed of it.

    `weak` are the claims that may be about a part of it or about something else. `reasons` are the tasks named in a
    reason. `parts` of clauses speak of it; tokens [first, last) from its first mention to its last claim.
    """

    refs: tuple[Ref, ...]
    first: int
    last: int
    claims: list[Claim] = field(default_factory=list)
    weak: list[Claim] = field(default_factory=list)
    reasons: list[Ref] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    label: Tag | None = None


@dataclass(slots=True)
class Topics:
    """The topics of a message in order, the claims of none (`loose`), and the clauses under a stand-up label."""

    topics: list[Topic] = field(default_factory=list)
    loose: list[Claim] = field(default_factory=list)
    labelled: dict[int, Tag] = field(default_factory=dict)


def topics(text: Text, refs: Sequence[Ref], claims: Sequence[Claim], people: Collection[str] = ()) -> Topics:
    """Bring references and claims together, both in the order of the text; `people` are names, folded."""
    weaver = _Weaver(text, refs, people)
    refs_of, claims_of = _of_clauses(text, refs, claims)
    for number, clause in enumerate(text.clauses):
        weaver.turn(number, clause)
        weaver.take(number, reading_behind.meant(text, clause, refs_of[number]), claims_of[number])
    weaver.close_list()
    return weaver.found


def _of_clauses(text: Text, refs: Sequence[Ref], claims: Sequence[Claim]) -> tuple[list[list[Ref]], list[list[Claim]]]:
    refs_of: list[list[Ref]] = [[] for _ in text.clauses]
    claims_of: list[list[Claim]] = [[] for _ in text.clauses]
    for claim in claims:
        claims_of[claim.clause].append(claim)
    at = 0
    for ref in refs:
        while at + 1 < len(text.clauses) and text.clauses[at].last <= ref.first:
            at += 1
        if text.clauses:
            refs_of[at].append(ref)
    return refs_of, claims_of


def label_of(text: Text, number: int) -> Tag | None:
    """The stand-up label that a clause is (`Yesterday:`, `B:`, `困难：`), if it is one and nothing else."""
    clause, marks = text.clauses[number], text.by_clause[number]
    if clause.after == ":" and clause.last - clause.first == 1 and text.tokens[clause.first].text in _LETTERS:
        return _LETTERS[text.tokens[clause.first].text]
    if clause.after not in {":", "-"} or not marks or (marks[0].first, marks[0].last) != (clause.first, clause.last):
        return None
    return next((tag for tag in _LABELS if tag in marks[0].tags), None)


def _is_same(one: Topic, other: Topic) -> bool:
    """Whether both speak of one task that is named twice, at least once by words."""
    numbers = {ref.numbers for ref in (*one.refs, *other.refs)}
    return len(numbers) == 1 and len(one.refs) == len(other.refs) == 1 and not other.refs[0].by_number


class _Weaver:
    """What is known on the way through the clauses."""

    def __init__(self, text: Text, refs: Sequence[Ref], people: Collection[str]) -> None:
        self.text = text
        self.found = Topics()
        self.current: Topic | None = None
        self.listed: list[Ref] = []
        self.ahead: list[Claim] = []
        self.before: list[Claim] = []
        self.label: Tag | None = None
        self.line = 0
        self.words = reading_groups.own_words(text, refs, people)

    def turn(self, number: int, clause: Clause) -> None:
        """At a new line forget what the one before spoke of, unless it led up to this one or was all there was."""
        if clause.line != self.line:
            self.close_list()
            if self.text.clauses[number - 1].after != ":" and len(self.found.topics) != 1:
                self.current = None
            self.line, self.label, self.ahead, self.before = clause.line, None, [], []
        self.label = label_of(self.text, number) or self.label
        if self.label is not None:
            self.found.labelled[number] = self.label

    def take(self, number: int, refs: list[Ref], claims: list[Claim]) -> None:
        """Take in one clause."""
        if not refs and self._is_heading(number, claims):
            self.close_list()
            self.ahead = [claim for claim in claims if claim.tag in _HEADS]
            self.found.loose += claims
            return
        refs, claims, reasons = self._split(refs, claims)
        if refs:
            self._named(number, refs, claims)
        else:
            self._unnamed(number, claims)
        if self.current is not None:
            self.current.reasons += reasons

    def _is_heading(self, number: int, claims: Sequence[Claim]) -> bool:
        """`Today:`, and `Done:` before any task was named: what follows stands under it."""
        clause = self.text.clauses[number]
        if label_of(self.text, number) is not None:
            return self.current is None or bool(self.found.labelled.get(number - 1)) or not claims
        leads = clause.after == ":" and bool(claims) and self.current is None and not self.listed
        return leads and self._own(clause.first, clause.last) < OWN_SUBJECT

    def _split(self, refs: list[Ref], claims: list[Claim]) -> tuple[list[Ref], list[Claim], list[Ref]]:
        """Part the references of a clause into those it speaks of and those that are a reason."""
        opening = next((claim for claim in claims if claim.tag in _REASONED), None)
        if opening is None or not refs:
            return refs, claims, []
        has_subject = self.current is not None or bool(self.listed) or refs[0].first < opening.first
        if not has_subject and (opening.tag is Tag.BLOCKED or self._waits_for_it(opening, refs[-1])):
            return refs, claims, []
        spoken = [ref for ref in refs if ref.first < opening.first]
        kept = [claim for claim in claims if claim.first <= opening.first or claim.tag is Tag.AMOUNT]
        return spoken, kept, [ref for ref in refs if ref.first > opening.first]

    def _waits_for_it(self, opening: Claim, ref: Ref) -> bool:
        """`waiting on legal for the contract`: the task is what the waiting is about, not what is waited for."""
        at = ref.first - 1
        while at > opening.last and self.text.tokens[at].text in {"the", "our", "my"}:
            at -= 1
        return at >= opening.last and self.text.tokens[at].text in {"for", "about", "with", "regarding"}

    def _named(self, number: int, refs: list[Ref], claims: list[Claim]) -> None:
        clause = self.text.clauses[number]
        if clause.before not in _JOINERS:
            self.close_list()
        if not claims and not self.ahead and self._only_names(number, refs):
            if self._goes_on(clause, refs):
                return
            self.listed += refs
            return
        groups = reading_groups.groups(self.text, refs)
        starts = reading_groups.starts(groups, claims, clause)
        firsts = [claim.first for claim in claims]
        for index, group in enumerate(groups):
            part = Part(number, starts[index], starts[index + 1])
            self.current = Topic((*self.listed, *group), group[0].first, group[-1].last, parts=[part], label=self.label)
            self.listed = []
            self.current.claims += self.ahead
            inside = claims[bisect.bisect_left(firsts, part.first) : bisect.bisect_left(firsts, part.last)]
            self._attach(self.current, inside, part.first, group[0].first)
            self._keep(self.current, clause)

    def _keep(self, topic: Topic, clause: Clause) -> None:
        """What limits what was said of the same task belongs to it (`函发完了，但有一封函退回`)."""
        before = self.found.topics[-1] if self.found.topics else None
        heads = self.text.marks_in(clause.first, clause.first + 2)
        goes_on = clause.before == "," and any(Tag.BUT in mark.tags for mark in heads)
        if before is None or not goes_on or not _is_same(before, topic):
            self.found.topics.append(topic)
            return
        before.claims += topic.claims
        before.weak += topic.weak
        before.parts += topic.parts
        before.refs = (*before.refs, *topic.refs)
        before.last = max(before.last, topic.last)
        self.current = before

    def _goes_on(self, clause: Clause, refs: Sequence[Ref]) -> bool:
        """`搞定 2、9`: the numbers of a list may stand behind what is said of all of them."""
        topic = self.current
        if clause.before not in {",", "、"} or topic is None or not topic.claims or topic.weak or self.listed:
            return False
        is_ahead = all(claim.last <= topic.refs[0].first for claim in topic.claims)
        if not is_ahead or not all(ref.by_number for ref in (*topic.refs, *refs)):
            return False
        topic.refs = (*topic.refs, *refs)
        return True

    def _attach(self, topic: Topic, claims: Sequence[Claim], start: int, named: int) -> None:
        """Give a topic its claims; those with words of their own before them, or between them and it, are weak."""
        at = topic.refs[-1].last
        for claim in claims:
            if claim.first < named and self._is_excepted(claim, named):
                continue
            if claim.first < named:
                weak = self._own(start, claim.first) >= OWN_SUBJECT or self._own(claim.last, named) >= 1 + OWN_SUBJECT
            else:
                weak = self._own(at, claim.first) >= (3 * OWN_SUBJECT if claim.tag in _REASONED else OWN_SUBJECT)
                weak = weak or (claim.tag is Tag.DONE and self._for_a_part(claim.last))
                at = claim.last
            (topic.weak if weak else topic.claims).append(claim)
            topic.last = max(topic.last, claim.last)

    def _for_a_part(self, at: int) -> bool:
        """`done for documentaries`, `完成招标`: something of its own was, not all of it."""
        tokens = self.text.tokens
        if at < len(tokens) and tokens[at].kind == tokens[at - 1].kind == "cjk":
            return self._own(at, min(at + 2, len(tokens))) >= 1
        if at + 1 < len(tokens) and tokens[at].kind == "number" and tokens[at - 1].kind == "cjk":
            return tokens[at + 1].text in reading_amounts.COUNTERS  # `完成3个`
        if at < len(tokens) and tokens[at - 1].text in _ADJECTIVES and self._own(at, at + 1) > 0:
            return True
        if at + 1 >= len(tokens) or tokens[at].text not in {"for", "with", "in", "at"}:
            return False
        return self._own(at + 1, at + 2) > 0 or tokens[at + 1].kind == "number" or tokens[at + 1].text in _FEW

    def _is_excepted(self, claim: Claim, named: int) -> bool:
        """`everything done except the script`."""
        if self.text.tokens[claim.last - 1].text in _EXCEPTING:
            return True
        return any(Tag.BUT in mark.tags for mark in self.text.marks_in(claim.last, named))

    def _unnamed(self, number: int, claims: Sequence[Claim]) -> None:
        self.close_list()
        topic, clause = self.current, self.text.clauses[number]
        if topic is None or self.label is Tag.LABEL_PLAN:
            self.found.loose += claims
            self.before = list(claims) if self._own(clause.first, clause.last) < OWN_SUBJECT else []
            return
        topic.parts.append(Part(number, clause.first, clause.last))
        at = clause.first
        other = self.text.tokens[at].kind == "number" and not any(claim.first == at for claim in claims)
        for claim in claims:
            weak = other or self._own(at, claim.first) >= OWN_SUBJECT
            weak = weak or (claim.tag is Tag.DONE and (self._for_a_part(claim.last) or self._of_oneself(topic, claim)))
            (topic.weak if weak else topic.claims).append(claim)
            topic.last = max(topic.last, claim.last)
            at = claim.last

    def _of_oneself(self, topic: Topic, claim: Claim) -> bool:
        """`lunch was great, I'm finished`: who is done is the author, after words of another kind."""
        before = self.text.tokens[claim.first - 1].text if claim.first else ""
        told = topic.parts[0]
        return before in _ONESELF and not topic.claims and self.text.between(told.first, told.last).count(" ") > 0

    def close_list(self) -> None:
        """Make a topic of tasks that were only named so far."""
        if self.listed:
            self.current = Topic(tuple(self.listed), self.listed[0].first, self.listed[-1].last, label=self.label)
            self.current.claims += self.ahead or self.before
            self.found.topics.append(self.current)
            self.listed = []

    def _only_names(self, number: int, refs: Sequence[Ref]) -> bool:
        """Whether a clause names tasks and says nothing more, so that the next may speak of them."""
        clause = self.text.clauses[number]
        named = {index for ref in refs for index in range(ref.first, ref.last)}
        numbers = any(self.text.tokens[i].kind == "number" for i in range(clause.first, clause.last) if i not in named)
        plain = all(mark.tags <= _PLAIN or mark.first in named for mark in self.text.by_clause[number])
        return plain and not numbers and self._own(clause.first, clause.last) < OWN_SUBJECT

    def _own(self, first: int, last: int) -> float:
        return self.words[max(first, last)] - self.words[first]
