"""A search in a process of its own: CP-SAT 9.15 may abort the whole process when one of its strategies, in turns with
others, proves at its start that nothing is left to find (google/or-tools, issue 5025). The run goes on without it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from config.settings import ROOT
from tasks.timetable.engine import WALL, quiet_solver

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

#: seconds for the process to begin and end, beside its search
MARGIN = 60


@dataclass(frozen=True)
class Answer:
    """What a search came to.

    Args:
        status: name of the status of CP-SAT.
        values: of the variables, by their index; empty without a solution.
    """

    status: str
    values: tuple[int, ...] = ()
    objective: float = 0

    @property
    def is_plan(self) -> bool:
        return self.status in {"OPTIMAL", "FEASIBLE"}

    def value(self, variable: cp_model.IntVar) -> int:
        return self.values[variable.index]


NOTHING = Answer("UNKNOWN")


def search(model: cp_model.CpModel, seconds: float, *, in_turns: bool) -> Answer:
    """In this process."""
    solver = quiet_solver(seconds, in_turns=in_turns)
    status = solver.status_name(solver.solve(model))
    is_plan = status in {"OPTIMAL", "FEASIBLE"}
    return Answer(status, tuple(solver.response_proto.solution), solver.objective_value) if is_plan else Answer(status)


def search_apart(model: cp_model.CpModel, seconds: float) -> Answer:
    """All the strategies in turns, in another process; `NOTHING` when it aborts."""
    command = [sys.executable, "-m", __name__, str(seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            command, input=str(model.proto), capture_output=True, text=True, cwd=ROOT, check=True,
            timeout=WALL * seconds + MARGIN,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return NOTHING
    found = json.loads(done.stdout)
    return Answer(found["status"], tuple(found["values"]), found["objective"])


def _main() -> None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    model.proto.parse_text_format(sys.stdin.read())
    json.dump(asdict(search(model, float(sys.argv[1]), in_turns=True)), sys.stdout)


if __name__ == "__main__":
    _main()
