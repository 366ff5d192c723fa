"""What registration.toml gives: the pieces of a renewal project, and the sources that the watch reads."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.figures import Code, Figures, Filled


class Piece(Figures):
    """A document of the project that ends with the deposit of the renewal.

    Args:
        months_before: the end of the registration, when it has to be there; a default of this project.
        sections: what it deals with at the least; empty when its content is free.
        optional: nobody waits for it.
    """

    code: Code
    label: Filled
    rule: str
    months_before: int = Field(gt=0)
    sections: tuple[Filled, ...] = ()
    optional: bool = False


class Source(Figures):
    """A reference that the watch reads (REF-33, NET-30)."""

    name: Filled
    rule: str
    address: str = ""


class RegistrationFigures(Figures):
    """Pieces by date, then sources."""

    pieces: Annotated[tuple[Piece, ...], Field(min_length=1)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once(self) -> Self:
        for key, names in (
            ("pieces.code", [item.code for item in self.pieces]),
            ("sources.name", [item.name for item in self.sources]),
        ):
            twice = next((name for name in names if names.count(name) > 1), None)
            if twice is not None:
                raise ValueError(f"« {twice} » figure deux fois dans « {key} » : gardez-en un")
        return self

    def piece(self, code: str) -> Piece | None:
        return next((item for item in self.pieces if item.code == code), None)
