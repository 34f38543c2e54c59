"""What a room chose with its dots: ties stay ties, and what was close is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from journeykit.analysis.moments import MOST_TIED
from journeykit.analysis.sentence import Sentence, listed, people, said
from journeykit.language import N_, NN_
from journeykit.models.votes import DotVotes


class RankedOption(BaseModel, frozen=True, extra="forbid"):
    """One option and what it got."""

    option_id: str
    label: str
    rank: int
    """One more than the number of options with more dots: equal ones share a rank."""
    tied: bool
    """Whether another option got as many dots."""
    dots: int
    voters: int
    words: Sentence
    """What it got: "7 dots from 4 people"."""


class DotRanking(BaseModel, frozen=True, extra="forbid"):
    """What a room chose."""

    n: int
    """How many people voted."""
    shown: bool
    options: tuple[RankedOption, ...] = ()
    """Most dots first; equal ones in the order in which they were offered."""
    close_ids: tuple[str, ...] = ()
    """What came so near to the first that one person's dots lie between: no more than may go to one option."""
    sentence: Sentence

    def first(self, places: int) -> tuple[str, ...]:
        """The options on the first places; more of them where the last place is tied, none without a dot."""
        return tuple(each.option_id for each in self.options if each.rank <= places and each.dots)


def dot_ranking(labels: Mapping[str, str], votes: DotVotes) -> DotRanking:
    """What a room chose; below k only that too few voted.

    labels: of each option by its id. Raises KeyError for an option without one.
    """
    if votes.options is None:
        hidden = said(N_("We need {k} answers to show this. You have {n}."), k=votes.k, n=votes.n)
        return DotRanking(n=votes.n, shown=False, sentence=hidden)
    dots = [each.dots for each in votes.options.values()]
    options = [
        RankedOption(
            option_id=id_,
            label=labels[id_],
            rank=1 + sum(other > each.dots for other in dots),
            tied=dots.count(each.dots) > 1,
            dots=each.dots,
            voters=each.voters,
            words=said(N_("{dots} from {people}"), dots=_dots(each.dots), people=people(each.voters)),
        )
        for id_, each in votes.options.items()
    ]
    options.sort(key=lambda each: each.rank)
    first = [each for each in options if each.rank == 1 and each.dots]
    close = [each for each in options if first and 0 < first[0].dots - each.dots <= votes.rule.cap]
    clear = 0 < len(first) <= MOST_TIED
    return DotRanking(
        n=votes.n,
        shown=True,
        options=tuple(options),
        close_ids=tuple(each.option_id for each in close) if clear else (),
        sentence=_sentence(first, close if clear else [], votes.rule.cap),
    )


def _sentence(first: Sequence[RankedOption], close: Sequence[RankedOption], cap: int) -> Sentence:
    if not first:
        return said(N_("Nobody gave a dot."))
    if len(first) > MOST_TIED:
        return said(N_("No clear choice: no option has more than {dots}."), dots=_dots(first[0].dots))
    names = listed([each.label for each in first])
    if len(first) == 1:
        chosen = said(N_("{option} comes first: {words}."), option=names, words=first[0].words)
    else:
        chosen = said(N_("{options} share the first place: {dots} each."), options=names, dots=_dots(first[0].dots))
    if not close:
        return chosen
    behind = listed([each.label for each in close]) if len(close) <= MOST_TIED else _others(len(close))
    return said(
        N_("{chosen} It was close: {behind} came within {dots}."), chosen=chosen, behind=behind, dots=_dots(cap)
    )


def _dots(n: int) -> Sentence:
    one, many = NN_("{n} dot", "{n} dots")
    return Sentence(message=one, many=many, values={"n": n})


def _others(n: int) -> Sentence:
    one, many = NN_("{n} other", "{n} others")
    return Sentence(message=one, many=many, values={"n": n})
