"""From the end of a session to its results: pieces, every mention of the PV, signatures, validation."""

from datetime import date
from typing import Any

import pytest

from domain.certification import CoCertifier
from domain.exams.minutes import BlocResult, CandidateResult, Evaluator, JuryMinutes, missing_mentions
from domain.exams.session import ExamSession, Incident, MinutesSignature, Organiser, Pieces, Validation
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import Route, SessionEvent, SessionState
from domain.process import Command, decide
from domain.refusal import Refusal
from domain.vocabulary import Role, TimeLimit
from tests.builders import shipped_config
from tests.exams import a_juror, a_session, certification_of

JURY_ON, TODAY = date(2027, 1, 20), date(2027, 1, 21)
_S, _E = SessionState, SessionEvent
SECOND = a_juror(name="Paul Roux", email="paul@jurys.example", examiner="E-2026-0002", external=False)
BLOCS = (
    BlocResult(bloc="RNCP9002BC01", label="Concevoir", acquired=True),
    BlocResult(bloc="RNCP9002BC02", label="Réaliser", acquired=False),
)
ZOE = CandidateResult(
    candidacy="I-2026-0001", name="Zoé Garnier", born="01/03/1991, Sélestat", quality="Candidat libre",
    route=Route.EXPERIENCE, blocs=BLOCS, outcome="Réussite partielle",
)  # fmt: skip
IRENE = Evaluator(name="Irène Vasseur", quality="Directrice artistique")


def complete(**over: Any) -> JuryMinutes:
    values = {"jury_date": JURY_ON, "place": "Strasbourg", "evaluators": (IRENE,), "candidates": (ZOE,), **over}
    return JuryMinutes.model_validate(values)


def held(**over: Any) -> ExamSession:
    return a_session(**{"jury": (a_juror(),), "minutes": complete(), **over})


def after(
    event: SessionEvent, state: SessionState, facts: ExamSession, code: str = "RNCP9002", on: date = TODAY
) -> tuple[str, str] | str:
    command = Command("x", facts.ref, event, on, "essai")
    found = decide(EXAM_SESSION, state, facts, command, certification_of(code), shipped_config().calendar)
    return (found.message, found.rule) if isinstance(found, Refusal) else found.transition.target.value


def of_zoe(**over: Any) -> JuryMinutes:
    return complete(candidates=(ZOE.model_copy(update=over),))


@pytest.mark.rule("REF-24", "LAW-16", "REF-14", "REF-25")
@pytest.mark.parametrize(
    ("minutes", "missing"),
    [
        (complete(), []),
        (complete(jury_date=None), [("la date du jury", "REF-24")]),
        (complete(evaluators=()), [("l’identité des évaluateurs et leur signature", "REF-25")]),
        (complete(evaluators=(IRENE.model_copy(update={"name": " "}),)),
         [("l’identité de l’évaluateur n° 1", "REF-24")]),
        (complete(evaluators=(IRENE.model_copy(update={"quality": ""}),)),
         [("la qualité de l’évaluateur Irène Vasseur", "REF-24")]),
        (complete(candidates=()), [("l’identité des candidats", "REF-24")]),
        (complete(candidates=(), absent=("Luc",)), []),
        (of_zoe(name=""), [("l’identité du candidat I-2026-0001", "REF-24")]),
        (of_zoe(born=""), [("la date de naissance du candidat Zoé Garnier", "REF-24")]),
        (of_zoe(quality=" "), [("la qualité du candidat Zoé Garnier", "REF-24")]),
        (of_zoe(route=None), [("la voie d’accès du candidat Zoé Garnier", "REF-24")]),
        (of_zoe(blocs=()), [("le résultat de chacun des blocs du candidat Zoé Garnier", "REF-14")]),
        (of_zoe(blocs=(BLOCS[0], BLOCS[1].model_copy(update={"acquired": None}))),
         [("le résultat du bloc RNCP9002BC02 pour Zoé Garnier", "REF-14")]),
        (of_zoe(blocs=(BLOCS[0].model_copy(update={"label": ""}),)),
         [("l’intitulé du bloc RNCP9002BC01 pour Zoé Garnier", "REF-24")]),
    ],
)  # fmt: skip
def test_each_mention_that_is_removed_is_named(minutes: JuryMinutes, missing: list[tuple[str, str]]) -> None:
    assert missing_mentions(minutes) == missing
    found = after(_E.DELIBERATED, _S.PIECES_RECEIVED, held(minutes=minutes))
    if not missing:
        assert found == "DELIBEREE"
    else:
        said = f"le procès-verbal de jury ne peut pas être établi. Il manque : {missing[0][0]}."
        assert found == (said, missing[0][1])


def test_a_refusal_stays_readable_when_much_is_missing() -> None:
    many = tuple(ZOE.model_copy(update={"born": "", "name": f"N{rank}"}) for rank in range(12))
    found = after(_E.DELIBERATED, _S.PIECES_RECEIVED, held(minutes=complete(candidates=many)))
    assert found[0].endswith("la date de naissance du candidat N9 ; et 2 autres mentions.")


@pytest.mark.rule("REF-15", "LAW-15", "O-16")
@pytest.mark.parametrize(
    ("code", "jury", "said"),
    [
        ("RNCP9002", (a_juror(),), "DELIBEREE"),
        ("RS9003", (a_juror(), SECOND), "DELIBEREE"),
        ("RS9003", (a_juror(), SECOND.model_copy(update={"present": False})),
         ("1 membre(s) du jury ont siégé, 2 au moins délibèrent. Vérifiez les présences dans « Jurys ».", "REF-15")),
        ("RS9003", (SECOND, SECOND.model_copy(update={"name": "Ève Lang"})),
         ("0 membre(s) du jury sur 2 sont extérieurs, la part attendue est de 50 %. Complétez le jury.", "LAW-15")),
    ],
)  # fmt: skip
def test_those_who_sat_are_enough_and_external_enough(code: str, jury: tuple[Any, ...], said: object) -> None:
    assert after(_E.DELIBERATED, _S.PIECES_RECEIVED, held(jury=jury), code) == said


ALL = ("Émargement", "Grilles", "Incidents", "PV")


@pytest.mark.rule("MIK-56", "NET-27")
@pytest.mark.parametrize(
    ("items", "incidents", "said"),
    [
        (ALL, 1, "PIECES_RECUES"),
        (("Émargement", "Grilles", "PV"), 0, "PIECES_RECUES"),
        (("Émargement", "Grilles", "PV"), 1, ("il manque : Incidents. Réclamez-les à l’organisateur.", "NET-27")),
        (("PV",), 0, ("il manque : Émargement, Grilles. Réclamez-les à l’organisateur.", "NET-27")),
    ],
)  # fmt: skip
def test_the_pieces_are_all_there(items: tuple[str, ...], incidents: int, said: object) -> None:
    told = [Incident(number=1, reported_by="x", occurred_at="2027-01-18T10:00", what="Panne.")] * incidents
    facts = held(pieces=Pieces(received_on=TODAY, items=items), incidents=told)
    assert after(_E.PIECES_RECEIVED, _S.ENDED, facts) == said


def signed(*names: str, on: date = JURY_ON) -> tuple[MinutesSignature, ...]:
    return tuple(MinutesSignature(name=name, signed_on=on) for name in names)


@pytest.mark.rule("REF-25")
@pytest.mark.parametrize(
    ("signatures", "said"),
    [
        (signed("Irène Vasseur"), "DELIBEREE"),
        (signed("Marc Vidal"), ("« Marc Vidal » n’a pas siégé au jury : seuls les évaluateurs signent.", "REF-25")),
        (signed("Irène Vasseur", "irène vasseur"),
         ("un évaluateur signe une fois. Retirez la ligne en trop.", "REF-25")),
        (signed("Irène Vasseur", on=date(2027, 1, 19)),
         ("Irène Vasseur : la signature se date entre le jury et aujourd’hui. Corrigez la date.",
          "REF-25")),
    ],
)  # fmt: skip
def test_only_those_who_sat_sign_after_the_jury(signatures: tuple[MinutesSignature, ...], said: object) -> None:
    assert after(_E.MINUTES_SIGNED, _S.DELIBERATED, held(signatures=signatures)) == said


def validation(**over: Any) -> Validation:
    values = {"validated_by": "Sylvie Renard", "validated_on": TODAY, "role": Role.CERTIFIER_REPRESENTATIVE, **over}
    return Validation.model_validate(values)


_NOT_OF_THE_CERTIFIER = (
    "« Sylvie Renard » n’est pas un représentant du certificateur ni un membre de la direction : seul le certificateur "
    "valide une session. Inscrivez cette personne dans « Équipe » avec son rôle, ou indiquez-en une autre.",
    "NET-02",
)


@pytest.mark.rule("M2I-37", "NET-02", "REF-25")
@pytest.mark.parametrize(
    ("over", "given", "said"),
    [
        ({}, validation(), "VALIDEE"),
        ({}, validation(role=Role.DIRECTION), "VALIDEE"),
        ({}, validation(role=None), _NOT_OF_THE_CERTIFIER),
        ({}, validation(role=Role.EXAM_MANAGER), _NOT_OF_THE_CERTIFIER),
        ({}, validation(validated_on=date(2027, 1, 19)),
         ("la validation se date entre la dernière signature et aujourd’hui. Corrigez la date.", "M2I-37")),
        ({"signatures": ()}, validation(),
         ("le procès-verbal de jury attend une signature : Irène Vasseur.", "REF-25")),
        ({"jury": (a_juror(), SECOND)}, validation(),
         ("le procès-verbal de jury attend une signature : Paul Roux.", "REF-25")),
        ({"jury": (a_juror(), SECOND.model_copy(update={"present": False}))}, validation(), "VALIDEE"),
    ],
)  # fmt: skip
def test_the_certifier_validates_what_every_evaluator_has_signed(
    over: dict[str, Any], given: Validation, said: object
) -> None:
    facts = held(**{"signatures": signed("Irène Vasseur"), "validation": given, **over})
    assert after(_E.VALIDATED, _S.DELIBERATED, facts) == said


PARTNER = Organiser(dossier="D-2026-0001", name="Atelier", email="a@atelier.example", representative="Anne Lebrun")
OWNER = CoCertifier(name="Studio", siret="12345678900011", email="s@studio.example", representative="Sylvie Renard")


@pytest.mark.rule("NET-01", "NET-02", "M2I-37")
@pytest.mark.parametrize(
    ("owners", "given", "said"),
    [
        ((OWNER,), validation(role=None), "VALIDEE"),
        ((), validation(role=None), _NOT_OF_THE_CERTIFIER),
        ((OWNER,), validation(validated_by="anne  LEBRUN"),
         ("« anne  LEBRUN » représente Atelier, partenaire habilité : le droit de délivrance appartient au "
          "certificateur et aux co-certificateurs. Faites valider la session par l’un d’eux.", "NET-01")),
    ],
)  # fmt: skip
def test_every_owner_of_the_certification_validates_and_no_partner_does(
    owners: tuple[CoCertifier, ...], given: Validation, said: object
) -> None:
    """Whatever « Équipe » says of the partner's person."""
    facts = held(organiser=PARTNER, signatures=signed("Irène Vasseur"), validation=given)
    figures = certification_of().model_copy(update={"co_certifiers": owners})
    command = Command("x", facts.ref, _E.VALIDATED, TODAY, "essai")
    found = decide(EXAM_SESSION, _S.DELIBERATED, facts, command, figures, shipped_config().calendar)
    result = (found.message, found.rule) if isinstance(found, Refusal) else found.transition.target.value
    assert result == said


@pytest.mark.rule("M2I-37")
def test_the_results_leave_after_the_validation_only() -> None:
    assert after(_E.RESULTS_SENT, _S.VALIDATED, held(validation=validation())) == "RESULTATS_ENVOYES"
    assert after(_E.RESULTS_SENT, _S.VALIDATED, held())[1] == "M2I-37"


@pytest.mark.rule("O-12", "O-13", "M2I-34", "LAW-12")
@pytest.mark.parametrize(("vae", "limits"), [(False, 2), (True, 3)])
def test_the_clocks_start_on_the_day_that_the_session_ended(vae: bool, limits: int) -> None:
    command = Command("x", "S-2026-0001", _E.ENDED, TODAY, "essai", {"vae": vae})
    found = decide(EXAM_SESSION, _S.RUNNING, held(), command, certification_of(), shipped_config().calendar)
    assert not isinstance(found, Refusal)
    due = {limit: dates.due_on for limit, dates in found.opens.items()}
    expected = {
        TimeLimit.PIECES: date(2027, 1, 21), TimeLimit.RESULTS: date(2027, 1, 25),
        TimeLimit.VAE_RESULT: date(2027, 2, 2),
    }  # fmt: skip
    assert due == dict(list(expected.items())[:limits])


@pytest.mark.parametrize("ends_on", [date(2027, 1, 17), date(2027, 1, 22)])
def test_a_session_ends_between_its_first_day_and_today(ends_on: date) -> None:
    command = Command("x", "S-2026-0001", _E.ENDED, TODAY, "essai", {"ends_on": ends_on})
    found = decide(EXAM_SESSION, _S.RUNNING, held(), command, certification_of(), shipped_config().calendar)
    assert isinstance(found, Refusal)
    assert found.message == ("la fin se date entre le premier jour de la session et aujourd’hui. Corrigez la date.")


@pytest.mark.rule("M2I-40", "REF-22")
def test_an_incident_is_told_then_treated_and_never_rewritten() -> None:
    told = Incident(number=1, reported_by="Zoé", occurred_at="2027-01-18T10:00", what="Panne de courant.")
    treated = told.model_copy(update={"treatment": "Reprise à 10 h 20.", "treated_by": "Omar", "treated_on": TODAY})

    def then(incident: Incident, known: tuple[Incident, ...], event: SessionEvent) -> object:
        command = Command("x", "S-2026-0001", event, TODAY, "essai", {"incidents": (incident,)})
        facts = held(incidents=known)
        found = decide(EXAM_SESSION, _S.RUNNING, facts, command, certification_of(), shipped_config().calendar)
        return found.message if isinstance(found, Refusal) else found.transition.target.value

    assert then(told, (), _E.INCIDENT_REPORTED) == "EN_COURS"
    empty = told.model_copy(update={"what": " "})
    assert then(empty, (), _E.INCIDENT_REPORTED) == "un incident dit ce qui s’est passé. Décrivez-le."
    assert then(treated, (told,), _E.INCIDENT_TREATED) == "EN_COURS"
    other = treated.model_copy(update={"what": "Rien."})
    assert then(other, (told,), _E.INCIDENT_TREATED) == (
        "ce qui a été signalé ne se réécrit pas : complétez le traitement seul."
    )
    early = treated.model_copy(update={"treated_on": date(2027, 1, 17)})
    assert then(early, (told,), _E.INCIDENT_TREATED) == (
        "le traitement se date entre l’incident et aujourd’hui. Corrigez la date."
    )
