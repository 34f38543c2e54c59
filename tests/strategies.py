"""Made-up models for hypothesis: every shape that a journey and its customers may take."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from journeykit.models.evidence import Quote, Source, Wave, WaveCount
from journeykit.models.journey import (
    AskedQuestion,
    Baseline,
    Channel,
    ContactMode,
    CustomerWords,
    Journey,
    Period,
    Stage,
    Step,
    Touchpoint,
)
from journeykit.models.material import Material
from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.models.said import (
    MOST_FOR,
    ActionCard,
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Picked,
    Question,
    Said,
    StepProposed,
    TakenBack,
    Topic,
    WasCustomer,
)
from journeykit.models.scale import Scale

PERIODS = list(Period)

_WORDS = "yes no No on off y null ~ Null true False 1 1.0 0x1F 0o7 1_000 2026-05-31 12:30 .inf .nan 1e3 =1+1"
_MARKS = "- ? : # #b &a *a !tag %TAG @ ` | > ' \" , --- ... = << \\ \\n it's"
TRICKY = (
    *_WORDS.split(),
    *_MARKS.split(),
    *("- a", "a: b", "a #b", 'say "no"', "{a: 1}", "[1, 2]", " ", " leading", "trailing ", "a very long line " * 3),
    *("two\nlines", "\nfirst", "last\n", "\n", "a\n\n\nb", "  in\n    out", "tab\there", "\t", "cr\rlf\r\n"),
    *("\x85", "\u2028", "\ufeff", "\x00", "\x1b[0m", "\x7f"),
    *("café", "🙂👩‍💻", "مرحبا", "שלום: כן", "\u202eright to left", "待ち時間"),
)
"""Text that YAML or a spreadsheet could take for something else."""


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Text of any script, with what YAML could misread more often than chance would have it."""
    fitting = [text for text in TRICKY if least <= len(text) <= most]
    glued = st.lists(st.sampled_from(TRICKY), max_size=3).map(lambda some: "".join(some)[:most])
    return st.one_of(
        st.sampled_from(fitting),
        glued.filter(lambda text: len(text) >= least),
        st.text(min_size=least, max_size=min(most, 30)),
    )


def identifiers() -> st.SearchStrategy[str]:
    return st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True) | st.sampled_from(
        ["1", "0x1", "1e3", "no", "null"]
    )


def personas() -> st.SearchStrategy[Persona]:
    lines = st.lists(texts(120, 1), max_size=5).map(tuple)
    return st.builds(
        Persona,
        name=texts(60, 1),
        role=texts(80),
        goal=texts(200, 1),
        expectations=lines,
        fears=lines,
        context=texts(200),
        pronoun=texts(20),
        evidence_level=st.sampled_from(EvidenceLevel),
    )


def questions() -> st.SearchStrategy[AskedQuestion]:
    return st.builds(AskedQuestion, question=texts(300, 1), lowest_label=texts(60), highest_label=texts(60))


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    """A journey with unique ids and stages in the order of time."""
    fresh = iter(draw(st.lists(identifiers(), min_size=16, max_size=16, unique=True)))

    def touchpoint() -> Touchpoint:
        return Touchpoint(
            id=next(fresh),
            label=draw(texts(60, 1)),
            channel=draw(st.sampled_from(Channel)),
            mode=draw(st.sampled_from(ContactMode)),
        )

    def step() -> Step:
        return Step(
            id=next(fresh),
            label=draw(texts(60, 1)),
            doing=draw(texts(120)),
            thinking=draw(texts(120)),
            expecting=draw(texts(120)),
            asked=draw(st.none() | questions()),
            touchpoints=tuple(touchpoint() for _ in range(draw(st.integers(0, 1)))),
        )

    def stage(period: Period) -> Stage:
        steps = tuple(step() for _ in range(draw(st.integers(0, 2))))
        return Stage(id=next(fresh), label=draw(texts(60, 1)), period=period, steps=steps)

    periods = sorted(draw(st.lists(st.sampled_from(PERIODS), min_size=3, max_size=3)), key=PERIODS.index)
    return Journey(
        id=draw(identifiers()),
        title=draw(texts(80, 1)),
        scenario=draw(texts(300, 1)),
        owner=draw(texts(80)),
        invented=draw(st.booleans()),
        persona=draw(personas()),
        customers=CustomerWords(one=draw(texts(30, 1)), many=draw(texts(30, 1))),
        baseline=Baseline(value=draw(st.floats(-2, 2)), label=draw(texts(60, 1))),
        stages=tuple(stage(period) for period in periods),
    )


@st.composite
def waves(draw: st.DrawFn, target_ids: tuple[str, ...]) -> Wave:
    """A round of answers at some of the steps, on any scale."""
    low = draw(st.integers(-100, 99))
    scale = Scale(scale_min=low, scale_max=draw(st.integers(low + 1, min(100, low + 100))))
    row = st.builds(
        WaveCount,
        target_id=st.sampled_from(target_ids),
        value=st.sampled_from(scale.values),
        count=st.integers(0, 9999),
    )
    source = st.builds(Source, name=texts(300), licence=texts(200), question=texts(300), period=texts(60))
    counts = tuple(draw(st.lists(row, max_size=5)))
    return Wave(wave=draw(texts(40, 1)), scale=scale, source=draw(source), counts=counts)


@st.composite
def materials(draw: st.DrawFn) -> Material:
    """A journey with its customers' answers and words."""
    journey = draw(journeys())
    quote = st.builds(
        Quote,
        step_id=st.sampled_from(journey.target_ids),
        text=texts(400, 1),
        source=texts(120),
        date=st.dates(min_value=date(1900, 1, 1)),
        consent_to_show=st.booleans(),
    )
    return Material(
        journey=journey,
        waves=tuple(draw(st.lists(waves(journey.target_ids), max_size=2, unique_by=lambda wave: wave.wave))),
        quotes=tuple(draw(st.lists(quote, max_size=3))),
    )


def lines(most: int) -> st.SearchStrategy[str]:
    """Text as people write it into one line: something is left of it when spaces and control characters are gone."""
    return texts(most, 1).filter(lambda text: any(each.isalnum() for each in text))


def picks(target_ids: st.SearchStrategy[str]) -> st.SearchStrategy[Picked]:
    def of(question: Question) -> st.SearchStrategy[Picked]:
        some = st.lists(target_ids, max_size=MOST_FOR[question], unique=True).map(tuple)
        return st.builds(Picked, question=st.just(question), target_ids=some)

    return st.sampled_from(Question).flatmap(of)


def sayings_by_kind(
    target_ids: st.SearchStrategy[str] | None = None, new_ids: st.SearchStrategy[str] | None = None
) -> dict[type[Said], st.SearchStrategy[Said]]:
    """Everything that has a place, by its model, about any steps or about these."""
    steps = identifiers() if target_ids is None else target_ids
    new = identifiers() if new_ids is None else new_ids
    days = st.dates(min_value=date(2000, 1, 1))
    return {
        Note: st.builds(Note, topic=st.sampled_from(Topic), text=lines(120)),
        Picked: picks(steps),
        WasCustomer: st.builds(WasCustomer, when=st.sampled_from(LastTime)),
        StepProposed: st.builds(StepProposed, step_id=new, label=lines(60), after_id=steps),
        DidNotHappen: st.builds(DidNotHappen, target_id=steps),
        ActionCard: st.builds(
            ActionCard,
            card_id=new,
            what=lines(120),
            who=lines(60),
            due=days,
            first_step=lines(120),
            metric=texts(120),
            metric_by=st.none() | days,
        ),
        Commitment: st.builds(Commitment, if_text=lines(120), then_text=lines(120), share=st.booleans()),
        CheckAnswer: st.builds(
            CheckAnswer, item=st.sampled_from(CheckItem), when=st.sampled_from(CheckWhen), value=st.integers(1, 5)
        ),
    }


def sayings(
    target_ids: st.SearchStrategy[str] | None = None, new_ids: st.SearchStrategy[str] | None = None
) -> st.SearchStrategy[Said | TakenBack]:
    """Everything that people may say besides ratings, or take back."""
    said = st.one_of(*sayings_by_kind(target_ids, new_ids).values())
    return said | said.map(lambda each: TakenBack(place=each.place))
