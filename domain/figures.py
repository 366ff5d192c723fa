"""What the data files of a certification are made of: values that do not change, and no key that is not known."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints


class Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

#: names a bloc, a competence, a criterion or an épreuve wherever people type it: no space, comma or accent
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]+(\.[A-Z0-9]+)*$")]
