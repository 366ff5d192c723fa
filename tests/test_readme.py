"""The README stays true: its process part is the code's."""

from tests.readme_parts import README, with_process


def test_the_process_diagram_and_table_are_those_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_process(text), "run `make readme`"
