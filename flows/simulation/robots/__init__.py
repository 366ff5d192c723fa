"""People, each a function of the scene and the desk: what he does of the day. One more is one more line."""

from collections.abc import Callable

from flows.simulation.desk import Desk
from flows.simulation.robots.applicants import apply
from flows.simulation.robots.auditor import judge
from flows.simulation.robots.candidates import advise, register
from flows.simulation.robots.direction import direct
from flows.simulation.robots.disputes import contest, report_frauds, withdraw
from flows.simulation.robots.exam_day import attend, mark
from flows.simulation.robots.exam_office import organise
from flows.simulation.robots.holders import declare, pay, respond
from flows.simulation.robots.jury import deliberate
from flows.simulation.robots.manager import manage
from flows.simulation.robots.pedagogy import evaluate
from flows.simulation.robots.quality import control, remedy
from flows.simulation.robots.signatories import sign
from flows.simulation.season import Scene

Robot = Callable[[Scene, Desk], None]

ROBOTS: tuple[Robot, ...] = (
    apply,
    manage,
    direct,
    judge,
    evaluate,
    sign,
    organise,
    register,
    advise,
    attend,
    mark,
    deliberate,
    report_frauds,
    contest,
    withdraw,
    control,
    remedy,
    pay,
    declare,
    respond,
)
