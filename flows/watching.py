"""What Prefect watches by itself: runs that fall silent, fail, crash or are late.

The alert is a run of the deployment « alerte », so that its e-mail leaves through the outbox like every other.
"""

from datetime import timedelta

from prefect.automations import EventTrigger
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.events import DeploymentEventTrigger
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, Posture

from tasks.mail.typography import french

PLANNED, FORM, ON_DEMAND, ALERT = "planifié", "formulaire", "à la demande", "alerte"

HEARTBEAT_SECONDS = 30
LATE_AFTER = timedelta(minutes=10)
#: three heartbeats missed: the process is gone
_SILENCE = timedelta(seconds=3 * HEARTBEAT_SECONDS)
_ZOMBIES = "Traitements interrompus"
_RUNS = {"prefect.resource.id": "prefect.flow-run.*"}
#: by tags, and without the alert's own: one that fails must not start the next
_OURS = {
    "prefect.resource.role": "tag",
    "prefect.resource.id": [f"prefect.tag.{tag}" for tag in (PLANNED, FORM, ON_DEMAND)],
}


def alert_triggers() -> list[DeploymentEventTrigger]:
    """What starts a run of the deployment « alerte »."""
    unfinished = DeploymentEventTrigger(
        name="Alerte : traitement interrompu",
        description="Un traitement a échoué ou s’est interrompu : un e-mail part.",
        # any event: a custom state name changes the event's name, not its type
        match={**_RUNS, "prefect.state-type": [StateType.FAILED.value, StateType.CRASHED.value]},
        match_related=_OURS,
        expect={"prefect.flow-run.*"},
        posture=Posture.Reactive,
        threshold=1,
        parameters={"avis": {"run": "{{ flow_run.id | string }}", "late": False}},
    )
    late = DeploymentEventTrigger(
        name="Alerte : traitement en retard",
        description="Un traitement n’a pas commencé à son heure : un e-mail part, un par heure au plus.",
        match=_RUNS,
        match_related=_OURS,
        expect={"prefect.flow-run.Late"},
        for_each={"related:deployment:prefect.resource.id"},
        posture=Posture.Reactive,
        threshold=1,
        within=timedelta(hours=1),
        parameters={"avis": {"run": "{{ flow_run.id | string }}", "late": True}},
    )
    return [unfinished, late]


def crash_silent_runs() -> None:
    """A run whose process and runner were both killed would stay « Running » for ever: its silence crashes it."""
    automation = AutomationCore(
        name=_ZOMBIES,
        description="Un traitement qui ne donne plus signe de vie est déclaré interrompu.",
        trigger=EventTrigger(
            match=_RUNS,
            for_each={"prefect.resource.id"},
            after={"prefect.flow-run.heartbeat"},
            # any event of the run, its end included: custom state names change the event's name
            expect={"prefect.flow-run.*"},
            posture=Posture.Proactive,
            threshold=1,
            within=_SILENCE,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=french("Traitement interrompu : relancez-le."))],
    )
    with get_client(sync_client=True) as client:
        # the one that is there remembers the runs that were alive before this start
        if not client.read_automations_by_name(_ZOMBIES):
            client.create_automation(automation)
