"""The test server is kept honest by what Google really answered (recorded by gspread's own test suite)."""

import sys

import pytest

from tests.reference import reference_file
from tests.sheets_server.replaying import replayed, shares


def test_the_server_answers_as_google_did(capsys: pytest.CaptureFixture[str]) -> None:
    results = list(replayed(reference_file("sheets_recordings.jsonl")))
    found = shares(results)
    with capsys.disabled():
        for op, (equal, every) in found.items():
            sys.stdout.write(f"\n  {op:32} {equal:4} / {every:4}  {equal / every:.1%}")
    values = [result for result in results if result.recording["op"].startswith("values.")]
    wrong = [str(result) for result in values if not result.equal]
    assert len(wrong) <= 0.03 * len(values), "\n".join(wrong[:10])
    assert len(values) >= 396
