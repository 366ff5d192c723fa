"""Every process there is, and what is true across them."""

from itertools import chain
from typing import Any

from domain.communication import COMMUNICATION, CommunicationEvent
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerEvent
from domain.exams.appeal_process import APPEAL
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.examiner_process import EXAMINER
from domain.exams.fraud_process import FRAUD
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import (
    AppealEvent,
    CandidacyEvent,
    CertificateEvent,
    ExaminerEvent,
    FraudEvent,
    SessionEvent,
)
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckEvent
from domain.network.council import COUNCIL
from domain.network.demand import DEMAND
from domain.network.destruction import DESTRUCTION, DestructionEvent
from domain.network.nonconformity_process import NONCONFORMITY
from domain.network.nonconformity_vocabulary import NonconformityEvent
from domain.network.passage_process import PASSAGE
from domain.network.passage_vocabulary import PassageEvent
from domain.network.question import QUESTION, QuestionEvent
from domain.network.registration_process import REGISTRATION_FILE
from domain.network.registration_vocabulary import CouncilEvent, DemandEvent, RegistrationEvent, WatchEvent
from domain.network.royalty import ROYALTY
from domain.network.royalty_vocabulary import RoyaltyEvent
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyEvent
from domain.network.watch import WATCH_NOTE
from domain.partnership import PARTNERSHIP
from domain.process import Process
from domain.trainer import TRAINER, TrainerEvent
from domain.vocabulary import Event, Labelled

#: the workstreams of a dossier, which end with it
WORKSTREAMS: tuple[Process[Any], ...] = (COMMUNICATION, TRAINER, EVALUATION_MANAGER)
#: the exams: sessions first, then what belongs to one
EXAMS: tuple[Process[Any], ...] = (EXAM_SESSION, CANDIDACY, EXAMINER, CERTIFICATE, FRAUD, APPEAL)
#: the life of the network, once partners are habilitated and holders certified
NETWORK: tuple[Process[Any], ...] = (
    NONCONFORMITY, QUESTION, NETWORK_CHECK, PASSAGE, SURVEY, REGISTRATION_FILE, COUNCIL, DEMAND, WATCH_NOTE, ROYALTY,
    DESTRUCTION,
)  # fmt: skip
PROCESSES: tuple[Process[Any], ...] = (PARTNERSHIP, *WORKSTREAMS, *EXAMS, *NETWORK)
BY_KIND = {process.kind: process for process in PROCESSES}

#: slug → event; a slug names one event only, whatever the process
EVENTS: dict[str, Labelled] = {
    event.value: event
    for event in chain(
        Event, CommunicationEvent, TrainerEvent, ManagerEvent, SessionEvent, CandidacyEvent, ExaminerEvent,
        CertificateEvent, FraudEvent, AppealEvent, CheckEvent, PassageEvent, SurveyEvent,
        RegistrationEvent, CouncilEvent, DemandEvent, WatchEvent, RoyaltyEvent, NonconformityEvent, QuestionEvent,
        DestructionEvent,
    )
}  # fmt: skip
