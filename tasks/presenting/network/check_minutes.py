"""The report of a check: period, sample, verdicts by section, corrections, pages read (QUA-01, QUA-08, MIK-88)."""

from domain.calendar import format_date
from domain.correspondence import Paper, Pv
from domain.network.check import CheckedItem, NetworkCheck, PastCheck
from domain.network.check_vocabulary import CheckSection, CheckVerdict
from tasks.mail.typography import count
from tasks.presenting.audit_sections import reading, support_label
from tasks.presenting.frame import Data, PartnerFrame
from tasks.presenting.wording import worded

_TONES = {CheckVerdict.CONFORMING: "good", CheckVerdict.NON_CONFORMING: "bad"}


class CheckMinutes(PartnerFrame[NetworkCheck]):
    """Writes the minutes of one check."""

    def card(self) -> list[list[str]]:
        return [["Contrôle", f"{self.facts.kind.label} {self.facts.ref}"], *super().card()]

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: `Pv.CHECK_MONTHLY`, `Pv.CHECK_SEMESTER` or `Pv.CHECK_ANNUAL`.
        """
        facts = self.facts
        by = facts.concluded_by
        sections = [{"title": "Objet et méthode", "list": self._method()}]
        sections += [self._section(section) for section in CheckSection if self._of(section)]
        sections += [*self._learners(), *self._corrections(), *self._history(), *self._pages()]
        conclusion = [{"title": "Conclusion", "paragraphs": [facts.conclusion]}] if facts.conclusion else []
        return self.frame(kind) | {
            "sections": [*sections, *conclusion],
            "decision": self._outcome(),
            "appeal": self.appeal() if facts.failed else "",
            "signatures": [{"name": by.name, "quality": by.role.label}] if by else [],
        }

    def _of(self, section: CheckSection) -> list[CheckedItem]:
        return [item for item in self.facts.items if item.section is section]

    def _method(self) -> list[str]:
        facts, sample = self.facts, self.facts.sample
        version, fingerprint = facts.regulation
        by = facts.concluded_by.name if facts.concluded_by else ""
        told = [
            worded("Mené le {day} par {by} ; au plus tard le {due} (QUA-07).", day=_day(facts.concluded_on), by=by,
                   due=format_date(facts.due_on)),
            worded("Activité regardée : du {since} au {opened}.", since=format_date(facts.since),
                   opened=format_date(facts.opened_on)),
            worded("Liste de contrôle {version}, la même pour tous les partenaires (QUA-01, QUA-03).",
                   version=facts.checklist),
            worded("Réglementation signée : version {version}, empreinte {sha} (MIK-88).", version=version or "—",
                   sha=fingerprint[:16] or "—"),
            worded("Sessions regardées ({few} sur {all}) : {refs}.", few=len(sample.sessions), all=sample.population,
                   refs=", ".join(sample.sessions) or "aucune"),
            worded("Dossiers de candidats regardés : {refs}.", refs=", ".join(sample.candidacies) or "aucun"),
            worded("Tirage par risque, puis au sort, à partir de « {seed} » : il se refait à l’identique (REF-23).",
                   seed=sample.seed),
        ]  # fmt: skip
        risks = [worded("Échantillon agrandi : {why}.", why=why) for why in sample.risks]
        return [*told, *risks, "Le relevé automatique propose ; chaque verdict est celui d’une personne."]

    def _section(self, section: CheckSection) -> Data:
        items = self._of(section)
        rows = [[_named(item), item.evidence or "—", item.observation or "—", _verdict(item)] for item in items]
        columns = ["Point", "Relevé", "Constat", "Verdict"]
        tones = [_TONES.get(item.verdict, "") if item.verdict else "" for item in items]
        return {
            "title": section.label,
            "table": {"columns": columns, "rows": rows, "tones": tones, "shares": [4, 4, 3, 0]},
        }

    def _learners(self) -> list[Data]:
        """Declared beside observed (LAW-04)."""
        facts = self.facts
        if not facts.declared:
            return []
        said = worded(
            "{declared} par le partenaire ; inscriptions observées sur la période : {enrolled} (LAW-04).",
            declared=count(len(facts.declared), "apprenant déclaré"), enrolled=len(facts.learners),
        )  # fmt: skip
        found = list(facts.not_enrolled) or ["Aucun."]
        return [{"title": "Formés non inscrits", "paragraphs": [said], "list": found}]

    def _corrections(self) -> list[Data]:
        rows = [
            [str(number), _named(item), item.correction.action, item.correction.owner,
             format_date(item.correction.due_on)]
            for number, item in enumerate(self.facts.failed, start=1)
            if item.correction
        ]  # fmt: skip
        columns = ["N°", "Point", "Correction demandée", "Responsable", "Avant le"]
        table = {"columns": columns, "rows": rows, "shares": [0, 3, 4, 2, 0]}
        return [{"title": "Corrections demandées", "table": table}] if rows else []

    def _history(self) -> list[Data]:
        """The compliance history of the partner, which its renewal rests on (MIK-89)."""
        rows = [[past.ref, past.kind.label, format_date(past.concluded_on), _past(past)] for past in self.facts.history]
        if not rows:
            return []
        table = {"columns": ["N°", "Contrôle", "Mené le", "Résultat"], "rows": rows, "shares": [0, 2, 0, 5]}
        return [{"title": "Historique de conformité (MIK-89)", "table": table}]

    def _pages(self) -> list[Data]:
        lines = ["\n".join([support_label(one.support), *reading(one.snapshot)]) for one in self.facts.readings]
        return [{"title": "Supports relevés (NET-13)", "list": lines}] if lines else []

    def _outcome(self) -> Data:
        failed = len(self.facts.failed)
        if not failed:
            text = "Aucun point contrôlé n’est en défaut. Le prochain contrôle se compte à partir de celui-ci."
            return {"title": "Contrôle conforme", "text": text, "tone": "good"}
        text = (
            "Le partenaire fait les corrections ci-dessus, chacune avant sa date. Chaque point non conforme est suivi "
            "au registre des dysfonctionnements jusqu’à sa preuve (QUA-09)."
        )
        title = count(failed, "point") + (" non conformes" if failed > 1 else " non conforme")
        return {"title": title, "text": text, "tone": "warn"}


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else "—"


def _named(item: CheckedItem) -> Data:
    """« F1 – … », with its rule and its Qualiopi indicator (QUA-01, LAW-17)."""
    indicator = f", indicateur Qualiopi {item.indicator}" if item.indicator else ""
    return {"title": worded("{code} – {label}", code=item.code, label=item.label), "note": f"{item.rule}{indicator}"}


def _verdict(item: CheckedItem) -> str:
    return item.verdict.label if item.verdict else "—"


def _past(past: PastCheck) -> str:
    if not past.failed:
        return "Conforme"
    return worded("Non conforme : {items}", items=" ; ".join(past.failed))
