"""Fields are looked up once; what stands in their place is never read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.placeholders import Values, fault, fields_of, fill, fill_items

BRACES = "les accolades ne servent qu’à nommer un champ, comme {{ partner.name }} : corrigez-les ou retirez-les"
KNOWN = frozenset({"partner.name", "agreement.fees"})


@given(st.text())
def test_a_value_is_printed_as_it_is(name: str) -> None:
    assert fill("à {{ partner.name }} et {{partner.name}}.", {"partner.name": name}) == f"à {name} et {name}."


def test_a_value_that_looks_like_a_field_stays_a_value() -> None:
    values = {"partner.name": "{{ agreement.fees }}", "agreement.fees": "60 €"}
    assert fill("{{ partner.name }}", values) == "{{ agreement.fees }}"
    assert fields_of("{{ partner.name }} doit {{ agreement.fees }}") == KNOWN


def test_several_values_are_as_many_items_alone_and_a_list_in_a_sentence() -> None:
    values: Values = {"agreement.fees": ("60 €", "rien d’autre"), "partner.name": "A"}
    assert fill_items(("{{ agreement.fees }}", "dû : {{ agreement.fees }}", "{{ partner.name }}"), values) == (
        "60 €", "rien d’autre", "dû : 60 €\u202f; rien d’autre", "A",
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "sans champ", "{{ partner.name }} { } { x }", "100 %"])
def test_a_text_that_can_be_filled_has_no_fault(text: str) -> None:
    assert fault(text, KNOWN) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ partner.nom }}", "le champ « partner.nom » n’existe pas : choisissez parmi agreement.fees, partner.name"),
        ("{{ 7*7 }}", BRACES), ("{% if x %}", BRACES), ("{{ partner.name", BRACES), ("{# note #}", BRACES),
        ("{{ partner.name.__class__ }}", BRACES),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_filled_is_told_why(text: str, expected: str) -> None:
    assert fault(text, KNOWN) == expected
