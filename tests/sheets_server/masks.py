"""Field masks: « a.b(c,d/e),f » as the `fields` of a reply or of an update, read into a tree; no branch means all."""

from typing import Any

from tests.sheets_server.errors import ApiError, Json

Mask = dict[str, "Mask"]


def parsed(text: str) -> Mask:
    """The tree of a mask; 400 when its parentheses do not match."""
    mask, rest = _fields(text.replace(" ", ""))
    if rest:
        raise ApiError(400, f"Invalid field mask: {text}")
    return mask


def _fields(text: str) -> tuple[Mask, str]:
    mask: Mask = {}
    while True:
        rest = _path(text, mask)
        if not rest.startswith(","):
            return mask, rest
        text = rest[1:]


def _path(text: str, mask: Mask) -> str:
    end = next((at for at, letter in enumerate(text) if letter in ".,/()"), len(text))
    name, rest = text[:end], text[end:]
    if not name:
        raise ApiError(400, "Invalid field mask: a name is missing")
    branch = mask.setdefault(name, {})
    if rest[:1] in (".", "/"):
        return _path(rest[1:], branch)
    if rest[:1] == "(":
        inner, rest = _fields(rest[1:])
        branch.update(inner)
        if rest[:1] != ")":
            raise ApiError(400, "Invalid field mask: a parenthesis is missing")
        return rest[1:]
    return rest


def picked(value: Any, mask: Mask) -> Any:
    """What the mask keeps of a reply."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [picked(item, mask) for item in value]
    if isinstance(value, dict):
        return {key: picked(value[key], branch) for key, branch in mask.items() if key in value}
    return value


def merged(target: Json, source: Json, mask: Mask) -> Json:
    """`target` with the mask's fields taken from `source`: a field that `source` lacks goes back to its default."""
    if not mask or "*" in mask:
        return source
    result = dict(target)
    for key, branch in mask.items():
        value = source.get(key)
        if branch and isinstance(value, dict | None):
            value = merged(result.get(key) or {}, value or {}, branch)
        if value is None or value == {}:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def checked(mask: Mask, known: dict[str, frozenset[str]]) -> Mask:
    """The mask, refused as Google does when it names what a spreadsheet does not have."""
    unknown = mask.keys() - known.keys() - {"*"}
    for name, branch in mask.items():
        if known.get(name):
            unknown = unknown | {f"{name}.{key}" for key in branch.keys() - known[name] - {"*"}}
    if unknown:
        description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{min(unknown)}'."
        violation = {"field": min(unknown), "description": description}
        details = [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}]
        raise ApiError(400, "Request contains an invalid argument.", details)
    return mask
