"""`up` with real parts: a process, Prefect's server, a run submitted as the form does, a signal."""

import os
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import httpx
import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId
from prefect.client.schemas.objects import FlowRun, StateType

from flows.prefect_server import listen
from flows.prefect_settings import PrefectUnavailable
from tests.flows.program import Program, eventually, running

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


#: a run imports its flow by module: no flow can be served from `__main__`
_PROGRAM = "import sys; from tests.flows.served import serve; serve(sys.argv[1])"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with running(["-c", _PROGRAM, str(tmp_path_factory.mktemp("dossier partagé"))]) as program:
        yield program


@pytest.fixture
def client(served: Program) -> Iterator[SyncPrefectClient]:
    with SyncPrefectClient(f"{served.url}/api") as api:
        yield api


@pytest.mark.slow
def test_the_terminal_is_french_and_short(served: Program) -> None:
    assert served.said == [
        "Démarrage de Prefect…",
        f"Interface\u202f: {served.url}",
        "Traitements et formulaires servis\u202f: 2. Pour tout arrêter\u202f: Ctrl+C.",
    ]


@pytest.mark.slow
def test_a_form_runs_and_answers_in_french(client: SyncPrefectClient) -> None:
    form = client.read_deployment_by_name("visite/saisie")
    submitted = client.create_flow_run_from_deployment(form.id, parameters={"visit": {"typed_by": "Zoé Müller"}})

    def finished() -> FlowRun | None:
        run = client.read_flow_run(submitted.id)
        return run if run.state is not None and run.state.is_final() else None

    run = eventually(finished)
    assert run.state is not None
    assert (run.name, run.state.type, run.state.message) == (
        "Visite de Zoé Müller",
        StateType.COMPLETED,
        "Visite enregistrée par Zoé Müller.",
    )


@pytest.mark.slow
def test_a_form_is_headed_by_the_french_title_of_its_model(client: SyncPrefectClient) -> None:
    schema = client.read_deployment_by_name("visite/saisie").parameter_openapi_schema
    assert schema is not None
    heading = schema["properties"]["visit"].get("title", schema["definitions"]["Visit"]["title"])
    assert heading == "Compte rendu de visite"


@pytest.mark.slow
def test_a_cron_is_planned_at_its_hour_in_paris(client: SyncPrefectClient) -> None:
    """Prefect 3.8.8 with SQLAlchemy 2.1 serves everything and plans nothing."""
    nightly = client.read_deployment_by_name("veille/nuit").id
    planned = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[nightly]))
    runs = eventually(lambda: client.read_flow_runs(flow_run_filter=planned) or None)
    starts = [run.expected_start_time for run in runs]
    assert {start.astimezone(ZoneInfo("Europe/Paris")).hour for start in starts if start is not None} == {6}


@pytest.mark.slow
def test_a_page_may_call_no_other_site(served: Program) -> None:
    page = httpx.get(served.url, headers={"accept": "text/html"}, follow_redirects=True)
    assert page.status_code == httpx.codes.OK
    assert page.headers["content-security-policy"].startswith("default-src 'self' ")


@pytest.mark.slow
def test_sigterm_stops_everything(served: Program) -> None:
    """Last of the file: it ends the program that the others use."""
    assert served.stop().splitlines() == ["Arrêt en cours…", "Prefect est arrêté."]
    assert served.process.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(served.process.pid, 0)
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url)


def test_an_occupied_port_is_said_in_french() -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PrefectUnavailable, match=f"127.0.0.1:{port} est déjà occupée"):
            listen("127.0.0.1", port)
