"""Rows of « Sessions » and « Jurys » that cannot be taken: each is answered where it was typed, the others go on."""

from datetime import datetime
from typing import Any

import pytest

from domain.exams import session_guards as field
from domain.exams.vocabulary import JuryRole, SessionKind
from domain.partnership import PARTNERSHIP
from domain.vocabulary import Scope, State
from tasks.tabs import juries
from tasks.tabs import sessions as tab
from tasks.tabs.columns import ANSWER, REF
from tests.builders import application, dossier
from tests.exams import BLOCS_CODE, EXAM_DAY, a_person
from tests.exams_ledger import place
from tests.season import sessions as hands
from tests.season.conformity import at, row
from tests.season.desk import Desk
from tests.season.reading import events, mails, plain
from tests.season.sessions import CONVENED_ON, IRENE, PAUL, PLANNED_ON, SESSION

BLOCS = f"{BLOCS_CODE}BC01, {BLOCS_CODE}BC02, {BLOCS_CODE}BC03"
FULL, ACP = SessionKind.FULL.label, SessionKind.BLOCS.label

#: what is wrong in the row → its answer
ROWS: list[tuple[dict[str, Any], str]] = [
    ({field.FIRST_DAY: datetime(2026, 11, 20)}, "Première journée : une session ne se planifie pas dans le passé "
     "(20/11/2026). Corrigez la date. [M2I-11]"),
    ({field.LAST_DAY: datetime(2027, 1, 15)},
     "Dernière journée : la session finirait le 15/01/2027, avant de commencer "
     "le 18/01/2027. Corrigez les dates. [M2I-11]"),
    ({field.LAST_DAY: datetime(2036, 1, 18)},
     "Dernière journée : une session dure 31 jours au plus. Corrigez les dates "
     "ou planifiez deux sessions. [M2I-11]"),
    ({field.MANAGER: "Omar Traoré et Léa Petit"},
     "Responsable de session : « Omar Traoré et Léa Petit » nomme plusieurs "
     "personnes ; désignez un seul responsable de session. [M2I-14]"),
    ({field.MANAGER: "Léa Petit"},
     "Responsable de session : un responsable de session est désigné, et un seul. Indiquez "
     "son nom et son e-mail. [M2I-14]"),
    ({field.PLACE: None}, "Lieu : le lieu est annoncé aux candidats avant la session. Indiquez-le. [M2I-11]"),
    ({tab.MODALITY: "Distanciel"}, "Lien : une session à distance a un lien de connexion. Indiquez-le. [M2I-11]"),
    ({field.ROOMS: "Salle A"}, "Salles : la ligne 1 des salles n’a pas la forme attendue ; écrivez « Salle A ; 20 », "
     "avec 1 à 1000 places. [M2I-15]"),
    ({field.ROOMS: "Salle A ; 5\nsalle a ; 6"}, "Salles : la salle « salle a » figure deux fois ; gardez une seule "
     "ligne. [M2I-15]"),
    ({field.OPENS: "18 h", field.CLOSES: "9 h"},
     "Fermeture : le site fermerait à 09:00, avant d’ouvrir à 18:00. Corrigez "
     "les heures. [M2I-11]"),
    ({field.OPENS: "9 h 02"}, "Ouverture : les heures tombent toutes les 5 minutes, pas à 09:02. Corrigez l’heure. "
     "[M2I-11]"),
    ({tab.KIND: ACP}, f"Blocs : une session de blocs (ACP) dit lesquels. Indiquez leurs codes parmi {BLOCS}. [M2I-05]"),
    ({field.BLOCS: f"{BLOCS_CODE}BC01"},
     "Blocs : une session d’évaluation (SE) porte sur toute la certification. Laissez "
     f"les blocs vides, ou choisissez « {ACP} ». [M2I-04]"),
    ({tab.KIND: ACP, field.BLOCS: "BC9"}, f"Blocs : BC9 n’est pas un bloc de {BLOCS_CODE}. Choisissez parmi {BLOCS}. "
     "[M2I-05]"),
    ({field.ORGANISER: "D-2026-0009"}, f"Organisateur : « D-2026-0009 » n’est pas le dossier d’un partenaire de "
     f"{BLOCS_CODE}. Vérifiez-le dans « Dossiers », ou laissez l’organisateur vide. [NET-25]"),
    ({field.ORGANISER: "D-2026-0001"}, "Organisateur : Atelier des Lumières est habilité avec la portée « Préparer » : "
     "le certificateur organise lui-même le jury et les épreuves. Laissez l’organisateur vide. [NET-15]"),
    ({field.ORGANISER: "D-2026-0002"}, "Organisateur : Atelier des Lumières est « Mise en conformité » : seul un "
     "partenaire habilité organise une session. Laissez l’organisateur vide. [NET-25]"),
    ({tab.CERTIFICATION: "RS1"}, "Certification : « RS1 » n’est pas une certification connue ; choisissez parmi : "
     "RNCP9002, RS9001, RS9003. [M2I-11]"),
    ({tab.INVIGILATORS: "; gael@surveillants.example"}, "Surveillants : la ligne 1 des surveillants n’a pas la forme "
     "attendue ; écrivez « Nom ; e-mail ». [M2I-23]"),
    ({field.ORGANISER: "D-2026-0003"}, "Session planifiée. Désignez le jury dans « Jurys », puis convoquez. [M2I-12]"),
]  # fmt: skip


def partners(desk: Desk) -> None:
    """One that only prepares, one that is not habilitated yet, one that assesses."""
    with desk.office() as office:
        for staff, (scope, state) in enumerate((
            (Scope.PREPARE, State.HABILITATED), (Scope.ASSESS, State.IN_CONFORMITY), (Scope.ASSESS, State.HABILITATED)
        )):  # fmt: skip
            given = application(certification=BLOCS_CODE, scope=scope, headcount=staff)
            facts = dossier(certification=BLOCS_CODE, application=given, grid_version="")
            place(office, PARTNERSHIP, facts, state, on=PLANNED_ON)


@pytest.mark.rule("M2I-04", "M2I-05", "M2I-11", "M2I-14", "M2I-15", "NET-03", "NET-15", "NET-25")
def test_each_row_is_answered_for_what_is_wrong_in_it(desk: Desk) -> None:
    desk.add_rows("Équipe", [
        {"Nom": "Omar Traoré", "E-mail": "omar@certificateur.example", "Rôle": "Responsable des examens"}
    ])  # fmt: skip
    partners(desk)
    desk.add_rows(tab.SESSIONS, [hands.planned(over) for over, _ in ROWS])
    hands.organise(desk, PLANNED_ON)
    said = [plain(line.get(ANSWER, "")) for line in desk.rows(tab.SESSIONS)]
    assert said == [expected for _, expected in ROWS]
    assert [line.get(REF) for line in desk.rows(tab.SESSIONS)] == [None] * (len(ROWS) - 1) + [SESSION]
    organiser = hands.the_session(desk).facts.organiser
    assert (organiser.dossier, organiser.scope) == ("D-2026-0003", Scope.ASSESS)
    assert row(desk, tab.SESSIONS, SESSION)[tab.ORGANISED_BY] == "Atelier des Lumières (Évaluer)"


@pytest.mark.rule("M2I-17", "M2I-27", "M2I-29", "M2I-31", "REF-15", "REF-16")
def test_a_member_who_cannot_sit_is_refused_where_he_was_typed(desk: Desk) -> None:
    hands.plan(desk)
    hands.habilitate(
        desk, {"person": "Ana Cruz", "email": "ana@jurys.example", "ends_on": EXAM_DAY.replace(day=17)},
        {"person": "Bob Diaz", "email": "bob@jurys.example", "blocs": (f"{BLOCS_CODE}BC01",)},
        {"person": "Cleo Eon", "email": "cleo@jurys.example", "starts_on": EXAM_DAY.replace(day=19)},
    )  # fmt: skip
    president = {juries.ROLE: JuryRole.PRESIDENT.label}
    desk.add_rows(juries.JURIES, [
        hands.juror("E-2026-0003"), hands.juror("E-2026-0004"), hands.juror("E-2026-0005"),
        hands.juror("E-2026-0009"), hands.juror(IRENE, {juries.SESSION: "S-2026-0009"}),
        hands.juror("E-2026-0006", {juries.DECLARED_ON: None, juries.LINKED: "I-2026-0001"}),
    ])  # fmt: skip
    hands.organise(desk, CONVENED_ON)
    said = [answer for _, answer in hands.jury_answers(desk)]
    assert said == [
        "Désigné.", "Désigné.",
        "Examinateur : Ana Cruz n’est habilité que jusqu’au 17/01/2027, avant la fin de la session le 18/01/2027. "
        "Renouvelez son habilitation ou choisissez quelqu’un d’autre. [M2I-17]",
        f"Examinateur : Bob Diaz n’est pas habilité sur {BLOCS_CODE}BC02, {BLOCS_CODE}BC03, que la session évalue. "
        "Choisissez quelqu’un d’autre. [M2I-29]",
        "Examinateur : Cleo Eon n’est habilité qu’à partir du 19/01/2027, après le début de la session le "
        "18/01/2027. Choisissez quelqu’un d’autre. [M2I-17]",
        "Examinateur : aucun examinateur ne porte la référence « E-2026-0009 ». Vérifiez-la dans « Examinateurs ». "
        "[REF-15]",
        "Session : aucune session ne porte la référence « S-2026-0009 ». Vérifiez-la dans « Sessions ». [REF-15]",
        "Examinateur : aucun examinateur ne porte la référence « E-2026-0006 ». Vérifiez-la dans « Examinateurs ». "
        "[REF-15]",
    ]  # fmt: skip
    desk.type_rows(juries.JURIES, {f"{SESSION}/{IRENE}": president, f"{SESSION}/{PAUL}": president})
    hands.organise(desk, CONVENED_ON)
    assert hands.jury_answers(desk)[1][1] == (
        "Rôle : le jury a un seul président : choisissez entre Irène Vasseur et Paul Ott. [REF-15]"
    )


@pytest.mark.rule("M2I-12", "M2I-15")
def test_more_candidates_than_the_rooms_hold_is_said_with_figures_and_nobody_is_told(desk: Desk) -> None:
    hands.plan(desk, {field.ROOMS: "Salle A ; 2"})
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    assert "3" in hands.answer(desk)
    assert hands.answer(desk).endswith("[M2I-12]")
    assert mails(desk, "convocation") + mails(desk, "jury_convocation") == []
    hands.note(desk, {field.ROOMS: "Salle A ; 3"}, CONVENED_ON)
    assert [event for _, event, _ in events(desk, SESSION)][-2:] == ["exam_session_changed", "exam_session_convened"]


@pytest.mark.rule("M2I-12", "M2I-18")
def test_the_dates_of_a_convened_session_change_by_a_postponement_only(desk: Desk) -> None:
    hands.convene(desk)
    hands.note(desk, {field.FIRST_DAY: at(EXAM_DAY.replace(day=20))}, CONVENED_ON)
    assert hands.answer(desk) == (
        "Première journée : la session du 18/01/2027 est convoquée : ses dates et ses blocs ne changent plus. Pour une "
        "autre date, écrivez « Reporter » dans « Décision », avec un motif. [M2I-18]"
    )
    hands.note(desk, {field.FIRST_DAY: at(EXAM_DAY), field.ROOMS: "Salle C ; 10\nSalle D ; 10"}, CONVENED_ON)
    rooms = {slot.room for view in hands.candidacies(desk) for slot in view.facts.slots}
    assert rooms <= {"Salle C", "Salle D"}
    assert len(mails(desk, "convocation")) == 6


@pytest.mark.rule("M2I-11")
def test_what_is_typed_is_never_markup_nor_a_formula(desk: Desk) -> None:
    hostile = '=HYPERLINK("http://m.example") <b>{{ 7*7 }}</b> #set text'
    hands.plan(desk, {field.PLACE: hostile, field.ROOMS: "{{ 7*7 }} ; 10\n#pagebreak() ; 10"})
    hands.register(desk, a_person(first_names="<script>", birth_name="alert(1)" + "é" * 200, email="x@y.example"))
    hands.note(desk, {tab.CONVENE: "Oui"}, CONVENED_ON)
    assert hands.the_session(desk).state.value == "CONVOQUEE"
    for mail in (*mails(desk, "convocation"), *mails(desk, "jury_convocation")):
        assert "<script>" not in mail.html
        assert "<b>" not in mail.html
        assert hostile in mail.text
    assert desk.rows("Anomalies") == []
