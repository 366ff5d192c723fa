"""The presenter of each process."""

from typing import Any

from config.loader import Config
from domain.process import Process
from domain.team import Team
from tasks.ledger.drafts import Presenter
from tasks.presenting.communication import CommunicationPresenter
from tasks.presenting.evaluation_manager import EvaluationManagerPresenter
from tasks.presenting.exams.appeal import AppealPresenter
from tasks.presenting.exams.candidacy import CandidacyPresenter
from tasks.presenting.exams.certificate import CertificatePresenter
from tasks.presenting.exams.examiner import ExaminerPresenter
from tasks.presenting.exams.fraud import FraudPresenter
from tasks.presenting.exams.session import ExamSessionPresenter
from tasks.presenting.network.check import CheckPresenter
from tasks.presenting.network.council import CouncilPresenter
from tasks.presenting.network.destruction import DestructionPresenter
from tasks.presenting.network.nonconformity import NonconformityPresenter
from tasks.presenting.network.passage import PassagePresenter
from tasks.presenting.network.question import QuestionPresenter
from tasks.presenting.network.registration import DemandPresenter, RegistrationFilePresenter, WatchPresenter
from tasks.presenting.network.royalty import RoyaltyPresenter
from tasks.presenting.network.survey import SurveyPresenter
from tasks.presenting.partnership import PartnershipPresenter
from tasks.presenting.presenter import ProcessPresenter
from tasks.presenting.trainer import TrainerPresenter

_PRESENTERS: dict[str, type[ProcessPresenter[Any]]] = {
    "partnership": PartnershipPresenter,
    "communication": CommunicationPresenter,
    "trainer": TrainerPresenter,
    "evaluation_manager": EvaluationManagerPresenter,
    "exam_session": ExamSessionPresenter,
    "candidacy": CandidacyPresenter,
    "examiner": ExaminerPresenter,
    "certificate": CertificatePresenter,
    "fraud": FraudPresenter,
    "appeal": AppealPresenter,
    "check": CheckPresenter,
    "passage": PassagePresenter,
    "survey": SurveyPresenter,
    "registration_file": RegistrationFilePresenter,
    "council": CouncilPresenter,
    "demand": DemandPresenter,
    "watch_note": WatchPresenter,
    "royalty": RoyaltyPresenter,
    "nonconformity": NonconformityPresenter,
    "question": QuestionPresenter,
    "destruction": DestructionPresenter,
}


def presenter_of(process: Process[Any], config: Config, team: Team) -> Presenter[Any]:
    return _PRESENTERS[process.kind](config, team)
