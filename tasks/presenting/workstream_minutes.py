"""What the minutes of the three workstreams say: communication audit, trainers, responsable de l'évaluation."""

from domain.calendar import format_date
from domain.communication import Communication, CommunicationEvent
from domain.correspondence import Paper, Pv
from domain.evaluation_manager import EvaluationManager, ManagerEvent
from domain.kits import KitKind
from domain.trainer import Trainer, TrainerEvent
from domain.vocabulary import TimeLimit
from tasks.mail.typography import count
from tasks.presenting.audit_sections import (
    comparison_section,
    corrections_section,
    readings_section,
    support_section,
)
from tasks.presenting.evaluation_sections import compared_section, evaluation_sections, major_ones, session_label
from tasks.presenting.frame import Data, PartnerFrame
from tasks.presenting.kits import kit_data
from tasks.presenting.wording import worded

#: what is handed over to each trainer (MIK-71)
_KITS = {Paper.KIT_PEDAGOGY: KitKind.PEDAGOGY, Paper.TECHNICAL_FILE: KitKind.TECHNICAL_FILE}


class CommunicationMinutes(PartnerFrame[Communication]):
    """Writes the minutes of both passes of the audit of one partner's communication."""

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: `Pv.AUDIT_FIRST` or `Pv.AUDIT_SECOND`.
        """
        return self.frame(kind) | {Pv.AUDIT_FIRST: self._first, Pv.AUDIT_SECOND: self._second}[Pv(kind)]()

    def _first(self) -> Data:
        judged, items = self.facts.passes[0], self.config.checklist.by_code
        is_conforming = self.moment.decision.transition.event is CommunicationEvent.PASSED
        return {
            "sections": [
                {"title": "Faits", "list": self._judged_facts()},
                *([] if is_conforming else [corrections_section(self.facts, items)]),
                *[support_section(read, judged, items) for read in judged.supports],
            ],
            "decision": self._conforming("MIK-63") if is_conforming else self._corrections(),
            "signatures": self._auditors(),
        }

    def _second(self) -> Data:
        is_conforming = self.moment.decision.transition.event is CommunicationEvent.RECHECK_PASSED
        asked_on = self.facts.passes[0].judged_on
        asked = [worded("Corrections demandées le {day} (MIK-67).", day=format_date(asked_on))] if asked_on else []
        return {
            "sections": [
                {"title": "Faits", "list": [*asked, *self._judged_facts()]},
                comparison_section(self.facts, self.config.checklist.by_code),
                readings_section(self.facts),
            ],
            "decision": self._conforming("MIK-68") if is_conforming else self._lost(),
            "appeal": "" if is_conforming else self.appeal(),
            "signatures": self._auditors(),
        }

    def _judged_facts(self) -> list[str]:
        """What the pass in hand judged, and against which checklist (MIK-64)."""
        judged = self.facts.passes[-1]
        failed = sum(1 for item in judged.judgements if item.verdict.calls_for_correction)
        return [
            worded(
                "Supports relevés le {read}, jugés le {day} avec la liste de contrôle {version}.",
                read=format_date(judged.read_on),
                day=format_date(judged.judged_on or self.on),
                version=judged.checklist,
            ),
            worded(
                "{judged} sur {supports}. Non conformes ou absents : {failed}.",
                judged=count(len(judged.judgements), "élément jugé"),
                supports=count(len({item.support for item in judged.judgements}), "support"),
                failed=failed,
            ),
            "Le contrôle automatique propose ; chaque verdict est celui de l’auditeur.",
        ]

    def _conforming(self, rule: str) -> Data:
        text = worded(
            "Tous les éléments contrôlés sont conformes ({rule}). Les pages restent en brouillon ou non indexées, et "
            "l’offre EDOF en brouillon, jusqu’à l’habilitation (MIK-65, MIK-66).",
            rule=rule,
        )
        return {"title": "Communication conforme", "text": text, "tone": "good"}

    def _corrections(self) -> Data:
        ends = self.moment.after[TimeLimit.COMMUNICATION_RECHECK]
        text = worded(
            "L’organisme fait exactement les corrections numérotées ci-dessus. Un second contrôle, sur ces seules "
            "corrections, a lieu au plus tard le {day} : {sentence} (MIK-67, MIK-68). Une correction qui manquerait "
            "alors ferait perdre définitivement la pré-habilitation (MIK-69).",
            day=format_date(ends.due_on),
            sentence=ends.sentence,
        )
        title = worded("Corrections demandées : {number}", number=len(self.facts.corrections))
        return {"title": title, "text": text, "tone": "warn"}

    def _lost(self) -> Data:
        text = (
            "Le second contrôle demande le respect exact de toutes les corrections, et il n’y a pas de troisième "
            "contrôle : l’organisme perd définitivement sa pré-habilitation (MIK-69). Le procès-verbal de perte de la "
            "pré-habilitation lui est adressé (MIK-70)."
        )
        return {"title": "Corrections non respectées", "text": text, "tone": "bad"}

    def _auditors(self) -> list[dict[str, str]]:
        names = dict.fromkeys(item.auditor for item in self.facts.passes[-1].judgements)
        return [{"name": name, "quality": "Auditeur communication"} for name in names]


class TrainerMinutes(PartnerFrame[Trainer]):
    """Writes the minutes of the evaluation of one trainer, and the kits that this trainer receives."""

    def card(self) -> list[list[str]]:
        trainer = [["Formateur", self.facts.trainer]]
        replaced = [["Remplace", self.facts.replaces]] if self.facts.replaces else []
        return [*trainer, *replaced, *super().card()]

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: `Pv.TRAINER_EVALUATION`, `Pv.TRAINER_SET_ASIDE`, or one of the kits handed over (MIK-71).
        """
        if isinstance(kind, Paper):
            return self.frame(kind) | kit_data(self.config.kits[self.figures.code].of(_KITS[kind]))
        parts = {Pv.TRAINER_EVALUATION: self._evaluation, Pv.TRAINER_SET_ASIDE: self._set_aside}
        return self.frame(kind) | parts[Pv(kind)]()

    def _evaluation(self) -> Data:
        found = self.facts.evaluations[-1]
        return {
            "subtitle": session_label(found),
            "sections": evaluation_sections(found),
            "decision": self._outcome(),
            "signatures": [{"name": found.evaluator, "quality": "Évaluateur"}],
        }

    def _outcome(self) -> Data:
        match self.moment.decision.transition.event:
            case TrainerEvent.VALIDATED:
                text = (
                    "Les quatre aspects sont conformes et le cas pratique est remis dans sa totalité (MIK-73, MIK-74). "
                    "Le formateur peut intervenir sur la certification dès l’habilitation de l’organisme."
                )
                return {"title": "Formateur validé", "text": text, "tone": "good"}
            case TrainerEvent.REWORK_ASKED:
                return self._due(
                    TimeLimit.TRAINER_REWORK,
                    "Points à retravailler",
                    "Le formateur retravaille les points numérotés ci-dessus et renvoie son dossier technique corrigé "
                    "au plus tard le {day} : {sentence} (MIK-77).",
                )
            case _:
                return self._due(
                    TimeLimit.TRAINER_SECOND_SESSION,
                    "Non-conformité majeure : seconde session",
                    "Une seconde et dernière session d’évaluation a lieu au plus tard le {day} : {sentence} (MIK-78, "
                    "MIK-79). Une nouvelle non-conformité majeure écarterait le formateur (MIK-80).",
                )

    def _due(self, limit: TimeLimit, title: str, text: str) -> Data:
        ends = self.moment.after[limit]
        said = worded(text, day=format_date(ends.due_on), sentence=ends.sentence)
        return {"title": worded(title), "text": said, "tone": "warn"}

    def _set_aside(self) -> Data:
        majors = major_ones(self.facts.evaluations)
        years = self.figures.thresholds.minimum_trainer_years
        return {
            "sections": [compared_section(majors), *evaluation_sections(majors[-1], with_grades=False)],
            "decision": {
                "title": "Formateur écarté",
                "text": worded(
                    "Une non-conformité majeure subsiste à la seconde session. Le formateur n’intervient pas sur la "
                    "certification, ni en préparation, ni en évaluation (MIK-80). L’organisme doit soumettre le CV "
                    "d’un autre formateur, qui a au moins {years:g} ans d’expérience dans le domaine et passe lui "
                    "aussi une session d’évaluation (MIK-27, MIK-81). Le délai de mise en conformité continue de "
                    "courir.",
                    years=years,
                ),
                "tone": "bad",
            },
            "appeal": self.appeal(),
            "signatures": [{"name": majors[-1].evaluator, "quality": "Évaluateur"}],
        }


class ManagerMinutes(PartnerFrame[EvaluationManager]):
    """Writes the minutes of the decision on one responsable de l'évaluation."""

    def write(self, kind: Pv | Paper) -> Data:
        """The data of one document.

        Args:
            kind: `Pv.MANAGER_DECISION`.
        """
        return self.frame(kind) | {Pv.MANAGER_DECISION: self._decision}[Pv(kind)]()

    def _decision(self) -> Data:
        found = self.facts.decision
        if found is None:
            return {}
        is_granted = self.moment.decision.transition.event is ManagerEvent.HABILITATED
        motive = [{"title": "Motif", "paragraphs": [found.motive]}] if found.motive else []
        return {
            "sections": [{"title": "Désignation", "list": self._designation()}, *motive],
            "decision": self._granted() if is_granted else self._refused(),
            "appeal": "" if is_granted else self.appeal(),
            "signatures": [{"name": found.decided_by, "quality": f"Pour {self.organisation.name}"}],
        }

    def _designation(self) -> list[str]:
        facts = self.facts
        decided_on = facts.decision.decided_on if facts.decision else self.on
        return [
            worded("Personne désignée par l’organisme : {name} ({email}).", name=facts.manager, email=facts.email),
            worded("Désignée le {day} (MIK-38).", day=format_date(facts.designated_on)),
            worded("CV : {url}", url=facts.cv_url),
            worded("Décision prise le {day} (MIK-82).", day=format_date(decided_on)),
        ]

    def _granted(self) -> Data:
        text = worded(
            "L’habilitation de responsable de l’évaluation est accordée à {name}. Cette personne organise les épreuves "
            "et met en œuvre les jurys, dans le respect du référentiel et de la réglementation (MIK-83).",
            name=self.facts.manager,
        )
        return {"title": "Responsable de l’évaluation habilité", "text": text, "tone": "good"}

    def _refused(self) -> Data:
        text = worded(
            "L’habilitation est refusée à {name}. L’organisme désigne une autre personne : sans responsable de "
            "l’évaluation habilité, la convention n’est pas signée (MIK-82, MIK-84). Le délai de mise en conformité "
            "continue de courir.",
            name=self.facts.manager,
        )
        return {"title": "Habilitation refusée", "text": text, "tone": "bad"}
