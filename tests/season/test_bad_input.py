"""What an applicant may type wrong, all in one workbook: each row is answered, every other row goes on."""

from datetime import date, datetime

import pytest

from tasks.tabs import columns, layout
from tests.season import answers as form
from tests.season.answers import Cells
from tests.season.desk import Desk, headers, row_of
from tests.season.reading import mails, plain
from tests.season.roads import RECEPTION

NEXT_DAY = date(2026, 11, 3)
DIGITS = "indiquez les 14 chiffres de l’avis de situation Insee."
NUMBER, POSITIVE = "indiquez un nombre, en chiffres.", "indiquez un nombre positif ou nul."
FORMULA = "la cellule contient une erreur de formule (formule non calculée) ; tapez la valeur elle-même."

#: what changes, field, message, rule: no dossier is opened
REFUSED: list[tuple[Cells, str, str, str]] = [
    ({form.SIRET: "12345678901234"}, "SIRET", f"« 12345678901234 » n’est pas un SIRET valide ; {DIGITS}", "MIK-05"),
    ({form.SIRET: "7328293200007"}, "SIRET", f"« 7328293200007 » n’est pas un SIRET valide ; {DIGITS}", "MIK-05"),
    ({form.SIRET: None}, "SIRET", "la cellule est vide ; complétez-la pour ouvrir le dossier.", "MIK-05"),
    (
        {form.EMAIL: "a@b.fr\nBcc: victime@c.fr"}, form.EMAIL,
        "L’adresse électronique contient un retour à la ligne ou un caractère invisible ; saisissez une seule adresse, "
        "sur une seule ligne.", "MIK-05",
    ),
    (
        {form.EMAIL: "a@b.fr, victime@c.fr"}, form.EMAIL,
        "« a@b.fr, victime@c.fr » contient plusieurs adresses électroniques ; n’en gardez qu’une.", "MIK-05",
    ),
    (
        {"Certification visée": "RS0000"}, "Certification visée",
        "la certification « RS0000 » n’est pas connue ; indiquez l’un des codes : RNCP9002, RS9001, RS9003.", "MIK-04",
    ),
    (
        {"Portée demandée": "Tout"}, "Portée demandée",
        "« Tout » n’est pas un choix possible ; choisissez parmi : Préparer, Évaluer, Préparer et évaluer.", "MIK-01",
    ),
    ({form.NAME: "x" * 20_000}, form.NAME, "le texte compte 20000 caractères ; 300 au plus, résumez-le.", "MIK-05"),
    (
        {form.SUBMITTED: "hier"}, form.SUBMITTED,
        "« hier » n’est pas une date qui existe ; indiquez-la sous la forme JJ/MM/AAAA.", "MIK-04",
    ),
    (
        {form.SUBMITTED: datetime(1926, 11, 2)}, form.SUBMITTED,
        "la date 02/11/1926 est trop éloignée ; indiquez la date de la réponse.", "MIK-04",
    ),
]  # fmt: skip

#: the same, for what does not identify the OF: received, and asked of the OF again
INCOMPLETE: list[tuple[Cells, str, str, str]] = [
    ({form.CREATED: 2027}, form.CREATED, "l’année 2027 est dans le futur ; indiquez une année jusqu’à 2026.", "MIK-05"),
    ({form.STAFF: -2}, form.STAFF, f"« -2 » n’est pas possible ; {POSITIVE}", "MIK-05"),
    ({form.STAFF: "beaucoup"}, form.STAFF, f"« beaucoup » n’est pas un nombre ; {NUMBER}", "MIK-05"),
    (
        {form.KBIS_DATE: "31/02/2026"}, form.KBIS_DATE,
        "« 31/02/2026 » n’est pas une date qui existe ; indiquez-la sous la forme JJ/MM/AAAA.", "MIK-05",
    ),
    (
        {form.KBIS_DATE: datetime(2026, 11, 3)}, form.KBIS_DATE,
        "la date est dans le futur ; indiquez la date imprimée sur l’extrait.", "MIK-05",
    ),
    (
        {form.KBIS: "javascript:alert(1)"}, form.KBIS,
        "« javascript:alert(1) » n’est pas une adresse internet ; indiquez-la en entier, avec https://.", "MIK-05",
    ),
    (
        {form.TRAINERS: "Ana Silva ; quatre ; https://p.example/a"}, form.TRAINERS,
        f"formateur « Ana Silva » : « quatre » n’est pas un nombre ; {NUMBER}", "MIK-06",
    ),
    (
        {"Certification Qualiopi": "peut-être"}, "Certification Qualiopi",
        "« peut-être » n’est ni oui ni non ; répondez Oui ou Non.", "MIK-07",
    ),
    (
        {form.QUALIOPI_END: datetime(2020, 1, 1)}, form.QUALIOPI_END,
        "la fin de validité précède le début ; vérifiez les deux dates.", "MIK-07",
    ),
    (
        {"Description des modalités": "x" * 20_000}, "Description des modalités",
        "le texte compte 20000 caractères ; 4000 au plus, résumez-le.", "MIK-10",
    ),
    ({"Volume horaire": "1e400"}, "Volume horaire", f"« 1e400 » n’est pas possible ; {POSITIVE}", "MIK-10"),
    (
        {"Note moyenne des stagiaires": 7}, "Note moyenne des stagiaires",
        "la note dépasse le barème (5) ; vérifiez la note et le barème.", "MIK-12",
    ),
]  # fmt: skip

#: a formula typed in a cell: header, field's rule, whether a dossier is opened all the same
FORMULAS = [
    (form.NAME, "=1/0", "MIK-05", False),
    (form.SIRET, '=IMPORTXML("http://exemple.fr";"//a")', "MIK-05", False),
    (form.STAFF, "=1/0", "MIK-05", True),
    ("Description des modalités", '=IMPORTXML("http://exemple.fr";"//a")', "MIK-10", True),
]

CASES = [*((*case, False) for case in REFUSED), *((*case, True) for case in INCOMPLETE)]


def anomalies(desk: Desk) -> list[tuple[str, str, str, str]]:
    columns = ("Ligne", "Champ", "Problème et remède", "Règle")
    found = [tuple(plain(row[column]) for column in columns) for row in desk.rows(layout.ANOMALIES)]
    return sorted((place, field, message, rule) for place, field, message, rule in found)


@pytest.mark.rule("MIK-01", "MIK-04", "MIK-05", "MIK-06", "MIK-07", "MIK-10", "MIK-12", "MIK-13")
def test_each_is_refused_with_field_reason_cure_and_rule_and_the_good_rows_go_on(desk: Desk) -> None:
    responses = [form.answers(rank, over) for rank, (over, _, _, _, _) in enumerate(CASES, start=1)]
    desk.apply_all([form.answers(98), *responses, form.answers(99)])
    desk.day(RECEPTION)
    rows = desk.rows(layout.APPLICATIONS)
    assert (rows[0][columns.STATUS], rows[-1][columns.STATUS]) == ("Complète, à noter", "Complète, à noter")
    for row, (_, field, message, rule, is_opened) in zip(rows[1:-1], CASES, strict=True):
        assert plain(row[columns.ANSWER]) == f"{field} : {message} [{rule}]"
        assert plain(row[columns.STATUS]) == ("Reçue, à compléter" if is_opened else "Refusée : à corriger")
        assert (columns.DOSSIER in row, columns.REF in row) == (is_opened, is_opened)
    assert anomalies(desk) == sorted(
        (row.get(columns.REF) or f"ligne {number}", field, message, rule)
        for number, (row, (_, field, message, rule, _)) in enumerate(zip(rows[1:-1], CASES, strict=True), start=3)
    )


@pytest.mark.rule("MIK-13")
def test_every_anomaly_disappears_when_its_row_is_cured(desk: Desk) -> None:
    desk.apply_all([form.answers(rank, over) for rank, (over, _, _, _, _) in enumerate(CASES, start=1)])
    desk.day(RECEPTION)
    with desk.book() as book:
        sheet = book[layout.APPLICATIONS]
        for number in range(2, len(CASES) + 2):
            for header, value in form.answers(number - 1).items():
                sheet.cell(number, headers(sheet)[header]).value = value
    desk.day(NEXT_DAY)
    assert anomalies(desk) == []
    assert {row[columns.STATUS] for row in desk.rows(layout.APPLICATIONS)} == {"Complète, à noter"}
    assert len(desk.rows(layout.DOSSIERS)) == len(CASES)


@pytest.mark.rule("MIK-13")
def test_an_anomaly_says_since_when_it_waits(desk: Desk) -> None:
    desk.apply_all([form.answers(1, {form.STAFF: -2}), form.answers(2, {form.SIRET: "123"})])
    desk.day(RECEPTION)
    desk.day(NEXT_DAY)
    assert [row["Depuis le"] for row in desk.rows(layout.ANOMALIES)] == [datetime(2026, 11, 2)] * 2


def test_a_formula_is_never_a_value(desk: Desk) -> None:
    desk.apply_all([form.answers(rank) for rank in range(1, len(FORMULAS) + 1)])
    with desk.book() as book:
        sheet = book[layout.APPLICATIONS]
        for rank, (header, formula, _, _) in enumerate(FORMULAS, start=1):
            sheet.cell(row_of(sheet, f"Atelier n° {rank}"), headers(sheet)[header]).value = formula
    desk.day(RECEPTION)
    for row, (header, _, rule, is_opened) in zip(desk.rows(layout.APPLICATIONS), FORMULAS, strict=True):
        assert plain(row[columns.ANSWER]) == f"{header} : {FORMULA} [{rule}]"
        assert (columns.DOSSIER in row) == is_opened


def test_several_wrong_cells_of_one_row_are_all_told(desk: Desk) -> None:
    desk.apply(1, {form.SIRET: "123", form.EMAIL: None, form.NAME: None})
    desk.day(RECEPTION)
    (row,) = desk.rows(layout.APPLICATIONS)
    assert [plain(line).partition(" : ")[0] for line in row[columns.ANSWER].splitlines()] == [
        form.NAME, form.SIRET, form.EMAIL
    ]  # fmt: skip
    assert {field for _, field, _, _ in anomalies(desk)} == {form.NAME, form.SIRET, form.EMAIL}


@pytest.mark.rule("MIK-05")
def test_a_siret_typed_as_a_number_or_with_spaces_and_the_exception_of_la_poste_are_taken(desk: Desk) -> None:
    typed: list[form.Value] = [
        73282932000074,
        "732 829 320 00074",
        "35600000000048",
        "356\u202f000\u202f000\u202f49837",
    ]
    desk.apply_all([form.answers(rank, {form.SIRET: number}) for rank, number in enumerate(typed, start=1)])
    desk.day(RECEPTION)
    assert [row["SIRET"] for row in desk.rows(layout.DOSSIERS)] == [
        "73282932000074", "35600000000048", "35600000049837"
    ]  # fmt: skip
    assert anomalies(desk) == []
    assert mails(desk, "missing_pieces") == []
