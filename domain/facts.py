"""What is known of one subject: facts are replaced, never changed in place."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A piece of the facts."""

    model_config = ConfigDict(frozen=True)


class Facts(Part):
    """What every subject has.

    Args:
        parent: the dossier that a trainer, an audit… belongs to; empty for a dossier.

    `natural_key` and `name` are what a person searches by: for a dossier, the SIRET and the name of the OF.
    """

    ref: str
    certification: str
    grid_version: str = ""
    owner: str = ""
    parent: str = ""

    @property
    def natural_key(self) -> str:
        raise NotImplementedError

    @property
    def name(self) -> str:
        raise NotImplementedError

    @property
    def dossier(self) -> str:
        """The dossier that people know the subject by."""
        return self.parent or self.ref

    def with_update(self, update: Mapping[str, Any]) -> Self:
        return self.model_copy(update=dict(update)) if update else self
