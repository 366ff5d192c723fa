"""Every process there is, and what is true across them."""

from itertools import chain
from typing import Any

from domain.communication import COMMUNICATION, CommunicationEvent
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerEvent
from domain.partnership import PARTNERSHIP
from domain.process import Process
from domain.trainer import TRAINER, TrainerEvent
from domain.vocabulary import Event, Labelled

#: the workstreams of a dossier, which end with it
WORKSTREAMS: tuple[Process[Any], ...] = (COMMUNICATION, TRAINER, EVALUATION_MANAGER)
PROCESSES: tuple[Process[Any], ...] = (PARTNERSHIP, *WORKSTREAMS)
BY_KIND = {process.kind: process for process in PROCESSES}

#: slug → event; a slug names one event only, whatever the process
EVENTS: dict[str, Labelled] = {
    event.value: event for event in chain(Event, CommunicationEvent, TrainerEvent, ManagerEvent)
}
