import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.typesetting import clean_text, lost_characters
from tasks.typesetting.cleaning import clean_data
from tasks.typesetting.coverage import covered_characters


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Wiśniewski",
        "Zoë Çelik",
        "Ő. Škvorecký-Þórsdóttir",
        "Maëlle Le Goff-Kœnig",
        "Nguyễn Thị Ánh",
        "Ђорђе Ωμέγα",
    ],
)
def test_names_of_europe_are_printed_as_typed(name: str) -> None:
    assert (clean_text(name), lost_characters(name)) == (name, [])


@pytest.mark.parametrize(
    ("typed", "printable"),
    [
        ("E\u0301cole", "École"),
        ("a\u202eb\u2066c\u200fd\ufeffe", "abcde"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("un\r\ndeux\rtrois\u2028quatre\vcinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("un\n\n \n\n\ndeux\n\n", "un\n\ndeux"),
        ("tab\tulation", "tab ulation"),
        ("Ａ１\u3000𝓑", "A1 B"),
        ("e" + "\u0301" * 60, "é" + "\u0301" * 2),
        ("\ud800seul", "seul"),
    ],
)
def test_text_is_made_printable_without_a_trace(typed: str, printable: str) -> None:
    assert (clean_text(typed), lost_characters(typed)) == (printable, [])


@pytest.mark.parametrize(
    ("typed", "printable", "lost"),
    [
        ("Zoë 👍🏽 Çelik", "Zoë □ Çelik", ["👍"]),
        ("famille 👩\u200d👩\u200d👧\ufe0f", "famille □", ["👩"]),
        ("李 Li 李", "□ Li □", ["李"]),
        ("Ƙwame", "□wame", ["Ƙ"]),
        ("privé \ue000", "privé □", ["\ue000"]),
        ("محمد", "□□□□", ["م", "ح", "د"]),
        ("a\u20dd", "a", ["\u20dd"]),
        ("Ḓavhana", "Davhana", ["Ḓ"]),
    ],
)
def test_what_cannot_be_printed_is_shown_and_named(typed: str, printable: str, lost: list[str]) -> None:
    assert (clean_text(typed), lost_characters(typed)) == (printable, lost)


def test_data_is_cleaned_at_every_depth_and_absent_values_leave() -> None:
    data = {"a": "x\u202ey", "b": None, "c": [["SIRET", None], ("👍", 3)], "d": {"e": "É", "f": True}}
    assert clean_data(data) == {"a": "xy", "c": [["SIRET", ""], ["□", 3]], "d": {"e": "É", "f": True}}


@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_becomes_covered_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean_text(text)
    assert set(cleaned) - {"\n"} <= covered_characters()
    assert not [char for char in cleaned if char != "\n" and unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co"}]
    assert clean_text(cleaned) == cleaned
