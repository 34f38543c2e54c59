from itertools import combinations

import pytest
from analysis.published import check
from hypothesis import given, settings
from hypothesis import strategies as st

from journeykit.analysis.duplicates import ALIKE, Written, groups, likeness, merge, pairs

PROMPT = "How might we … for Ana so that …?"
WORDS = ["queue", "desk", "long", "the", "bill", "hard", "read", "wait", "phone", "nobody"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), max_size=9)


def notes(*texts: str) -> list[Written]:
    return [Written(id=f"n{place}", text=text) for place, text in enumerate(texts)]


def f1(alike: float) -> float:
    """How well the suggested pairs match those that are known, 0 to 1."""
    known = check("text.notes_quality_bar")["inputs"]
    group = known["duplicate_group"]
    true = {(f"n{a}", f"n{b}") for a, b in combinations(range(len(group)), 2) if group[a] and group[a] == group[b]}
    found = {
        tuple(sorted(pair.ids, key=lambda id_: int(id_[1:]))) for pair in pairs(notes(*known["notes"]), alike=alike)
    }
    return 2 * len(found & true) / (len(found) + len(true))


def test_the_threshold_finds_every_known_pair_and_no_other():
    expected = check("text.notes_quality_bar")["expected"]
    assert f1(ALIKE) == expected["dup_f1_rapidfuzz_token_set_65"] == 1
    assert f1(80) == pytest.approx(expected["dup_f1_rapidfuzz_token_set_80"])


def test_the_known_pairs_become_six_groups_of_two():
    known = check("text.notes_quality_bar")["inputs"]
    found = groups(notes(*known["notes"]))
    assert sorted(len(group.ids) for group in found) == [2] * 6
    assert [group.likeness for group in found] == sorted((group.likeness for group in found), reverse=True)


def test_case_order_and_punctuation_do_not_matter():
    assert likeness("Staff: friendly, HELPFUL", "helpful friendly staff!") == 100


def test_the_words_of_the_prompt_are_not_compared():
    wait = "How might we shorten the wait for Ana so that she is not cold?"
    bill = "How might we make the bill clear for Ana so that she trusts it?"
    assert likeness(wait, bill) > ALIKE
    assert likeness(wait, bill, prompt=PROMPT) < ALIKE
    assert pairs(notes(wait, bill), prompt=PROMPT) == ()
    same = "How might we make the wait shorter for Ana so that she isn't cold?"
    assert [pair.ids for pair in pairs(notes(wait, bill, same), prompt=PROMPT)] == [("n2", "n0")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الانتظار طويل جدا", "الانتظار كان طويل"),
        ("待ち時間が長い", "待ち時間が長すぎる"),
        ("प्रतीक्षा बहुत लंबी", "बहुत लंबी प्रतीक्षा थी"),
        ("La cola es larga", "la cola es muy larga"),
    ],
)
def test_letters_of_every_script_are_compared(one, other):
    assert likeness(one, other) >= ALIKE


def test_signs_and_an_unfilled_prompt_are_like_themselves_only():
    assert likeness("!!!", "!!!") == likeness("🙂", "🙂") == 100
    assert likeness("!!!", "the queue") == 0
    assert likeness(PROMPT, PROMPT, prompt=PROMPT) == 100


def test_a_chain_of_notes_is_no_group():
    short, left, right = "bill", "the bill had hidden fees", "kind lady sent my bill twice"
    assert likeness(short, left) == likeness(short, right) == 100
    assert likeness(left, right) < ALIKE
    (group,) = groups(notes(short, left, right))
    assert len(group.ids) == 2


def test_a_group_is_named_by_the_note_that_is_most_like_the_others():
    (group,) = groups(notes("queue too long here", "queue too long", "the queue too long"))
    assert group.central_id == "n1"  # 100 with both, which are less alike
    assert set(group.ids) == {"n0", "n1", "n2"}


def test_merging_keeps_everybodys_count_the_kept_text_and_its_place():
    three = [
        Written(id="a", text="A", n=2),
        Written(id="b", text="B"),
        Written(id="c", text="C", n=3, merged_ids=("old",)),
    ]
    assert merge(three, ["a", "c"], "c") == (
        Written(id="b", text="B"),
        Written(id="c", text="C", n=5, merged_ids=("a", "old")),
    )


def test_merging_what_is_not_there_is_refused():
    with pytest.raises(ValueError, match="No note has the id x, y"):
        merge(notes("A"), ["n0", "x", "y"], "n0")
    with pytest.raises(ValueError, match="No note has the id gone"):
        merge(notes("A"), ["n0"], "gone")


def test_notes_with_the_same_id_are_refused():
    twice = [Written(id="a", text="A"), Written(id="a", text="B")]
    for suggest in (pairs, groups):
        with pytest.raises(ValueError, match="an id of its own"):
            suggest(twice)


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_same_notes_give_the_same_suggestions_in_whatever_order_they_come(texts, chance):
    ordered = notes(*texts)
    mixed = list(ordered)
    chance.shuffle(mixed)
    assert pairs(ordered) == pairs(mixed)
    assert groups(ordered) == groups(mixed)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_note_is_in_one_group_at_most_and_like_every_other_in_it(texts):
    written = notes(*texts)
    text = {note.id: note.text for note in written}
    found = groups(written)
    members = [id_ for group in found for id_ in group.ids]
    assert len(members) == len(set(members))
    for group in found:
        assert group.central_id in group.ids
        assert min(likeness(text[a], text[b]) for a, b in combinations(group.ids, 2)) == group.likeness >= ALIKE
    assert bool(found) == bool(pairs(written))


@given(TEXTS.filter(lambda texts: len(texts) > 2), st.data())
@settings(max_examples=60, deadline=None)
def test_merging_in_steps_is_merging_at_once_and_nobodys_count_gets_lost(texts, data):
    written = notes(*texts)
    one, two, kept = data.draw(st.permutations([note.id for note in written]))[:3]
    at_once = merge(written, [one, two], kept)
    assert merge(merge(written, [one], kept), [two], kept) == at_once
    assert merge(merge(written, [one], two), [two], kept) == at_once
    assert sum(note.n for note in at_once) == len(written)


@given(*[st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)] * 2)
def test_likeness_has_no_direction_and_is_full_for_the_same_words(one, other):
    assert likeness(one, other) == pytest.approx(likeness(other, one))
    assert likeness(one, one.upper()) == 100
    assert 0 <= likeness(one, other) <= 100
