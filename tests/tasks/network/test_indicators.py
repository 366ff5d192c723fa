"""The figures of the network against numbers counted by hand (NET-05, NET-07, MIK-36)."""

from datetime import date

import pytest

from domain.network.indicators import Count, Delay
from domain.network.nonconformity import Nonconformity
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import Gravity, NonconformityState
from domain.network.outliers import Measure, Share
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyState
from domain.vocabulary import State
from tasks.network.dashboard import dashboard_rows
from tasks.network.indicators import network_figures
from tasks.office import Office
from tests.exams import BLOCS_CODE
from tests.network_ledger import held, judged, partners, place_all
from tests.surveys import a_survey

TODAY = date(2027, 1, 25)
#: pieces are due on Thursday 21/01/2027, three working days after the session
IN_TIME, LATE = date(2027, 1, 21), date(2027, 1, 22)


def test_an_empty_ledger_has_figures_too(office: Office) -> None:
    figures = network_figures(office, TODAY)
    assert set(figures.deadlines.values()) == {0}
    assert figures.counts == tuple(Count("Dossier", state.label, 0) for state in State)
    assert (figures.success, figures.delays, figures.partners) == ({}, (), ())


@pytest.mark.rule("NET-05", "MIK-36")
def test_states_deadlines_and_delays(office: Office) -> None:
    good, bad = partners(office, ["Atelier", "Bottega"])
    judged(office, good, passed=3, failed=1)
    judged(office, bad, passed=1, failed=0, told_on=date(2027, 1, 24))
    figures = network_figures(office, TODAY)
    assert [count for count in figures.counts if count.number] == [
        Count("Dossier", "Habilité", 2), Count("Inscription", "Réussi", 4), Count("Inscription", "Échec", 1)
    ]  # fmt: skip
    assert figures.success == {BLOCS_CODE: Share(4, 5)}
    assert figures.delays == (
        Delay("De la candidature à la décision", "NET-05", "jours ouvrés", 10.0, 10.0, 2),
        Delay("De la pré-habilitation à la signature", "MIK-36", "jours ouvrés", 30.0, 30.0, 2),
        Delay("De la fin de session aux résultats", "M2I-34", "jours", 4.0, 4.0, 1),
    )
    assert [(partner.to_decision, partner.to_signature) for partner in figures.partners] == [(10, 30), (10, 30)]


@pytest.mark.rule("NET-07", "QUA-09")
def test_dysfunctions_are_counted_for_each_partner_the_open_ones_apart(office: Office) -> None:
    (partner,) = partners(office, ["Atelier"])
    facts = Nonconformity(
        ref="", certification=BLOCS_CODE, parent=partner, source="Réclamation", code="E3", rule="NET-14",
        gravity=Gravity.MAJOR, what="L’émargement manque.", identified_on=TODAY,
    )  # fmt: skip
    for state in (NonconformityState.OPENED, NonconformityState.TREATED, NonconformityState.CLOSED):
        place_all(office, NONCONFORMITY, state, [facts])
    (figures,) = network_figures(office, TODAY).partners
    assert figures.nonconformities == Share(2, 3)


@pytest.mark.rule("NET-05", "NET-18")
def test_the_response_rate_leaves_out_the_certifications_withdrawn(office: Office) -> None:
    numbers = {SurveyState.ANSWERED: 2, SurveyState.SENT: 1, SurveyState.NO_ANSWER: 4, SurveyState.DECLINED: 1,
               SurveyState.VOID: 3}  # fmt: skip
    for state, number in numbers.items():
        place_all(office, SURVEY, state, [a_survey()] * number)
    figures = network_figures(office, TODAY)
    assert figures.responses == Share(2, 8)
    rows = {row["Indicateur"]: row for row in dashboard_rows(figures, ())}
    assert [rows["Taux de réponse des titulaires"][header] for header in ("Valeur", "Effectif")] == [25.0, 8]


@pytest.mark.rule("NET-07")
def test_a_partner_that_stands_out_is_flagged_on_what_it_stands_out_by(office: Office) -> None:
    low, noisy, plain = partners(office, ["Bas", "Bruyant", "Commun"])
    for partner, passed, failed in ((low, 6, 24), (noisy, 26, 4), (plain, 27, 3)):
        judged(office, partner, passed, failed)
    held(office, noisy, incidents=7, calm=0, received_on=LATE)
    held(office, plain, incidents=0, calm=20, received_on=IN_TIME)
    held(office, low, incidents=0, calm=4, received_on=None)
    figures = {partner.dossier: partner for partner in network_figures(office, TODAY).partners}
    assert figures[low].shares == {
        Measure.SUCCESS: Share(6, 30), Measure.INCIDENTS: Share(0, 4), Measure.LATE_PIECES: Share(4, 4)
    }  # fmt: skip
    assert figures[noisy].shares[Measure.LATE_PIECES] == Share(7, 7)
    assert {ref: [flag.measure for flag in figures[ref].flags] for ref in figures} == {
        low: [Measure.SUCCESS], noisy: [Measure.INCIDENTS, Measure.LATE_PIECES], plain: [],
    }  # fmt: skip


@pytest.mark.rule("NET-05")
def test_the_rows_that_charts_draw_never_move(office: Office) -> None:
    codes = tuple(office.config.certifications)
    empty = dashboard_rows(network_figures(office, TODAY), codes)
    (partner,) = partners(office, ["Atelier"])
    judged(office, partner, passed=3, failed=1)
    full = dashboard_rows(network_figures(office, TODAY), codes)
    fixed = 3 + len(State) + len(codes)
    names = [[(row["Rubrique"], row["Indicateur"]) for row in rows[:fixed]] for rows in (empty, full)]
    assert names[0] == names[1]
    assert [row["Valeur"] for row in full[fixed - len(codes) : fixed]] == [
        75.0 if code == BLOCS_CODE else None for code in codes
    ]
