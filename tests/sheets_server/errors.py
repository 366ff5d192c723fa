"""Google's refusals: the status, the sentence and the JSON body that its APIs answer with."""

from typing import Any

Json = dict[str, Any]

NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """A refusal on the wire. `details` is Google's own list, when the refusal carries one."""

    def __init__(self, status: int, message: str, details: list[Json] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.details = details

    def body(self) -> Json:
        error: Json = {"code": self.status, "message": self.message, "status": NAMES[self.status]}
        if self.details is not None:
            error["details"] = self.details
        return {"error": error}


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")


def forbidden() -> ApiError:
    return ApiError(403, "The caller does not have permission")


def unauthenticated() -> ApiError:
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def invalid(field: str, description: str) -> ApiError:
    """A body that does not have the shape of the method's message; `field` is its path there."""
    violation = {"field": field, "description": description}
    bad_request = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    return ApiError(400, description, [bad_request])


def quota_exceeded(kind: str, limit: int) -> ApiError:
    """The 429 of « per minute per user »; `kind` is Read or Write."""
    metric = f"sheets.googleapis.com/{kind.lower()}_requests"
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_limit": f"{kind}RequestsPerMinutePerUser",
            "quota_limit_value": str(limit),
            "quota_location": "global",
            "quota_metric": metric,
            "quota_unit": "1/min/{project}/{user}",
            "consumer": "projects/123456789012",
            "service": "sheets.googleapis.com",
        },
    }
    more = {"description": "Request a higher quota limit.", "url": "https://cloud.google.com/docs/quotas/help"}
    help_links = {"@type": "type.googleapis.com/google.rpc.Help", "links": [more]}
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:123456789012'.",
        [info, help_links],
    )


def api_disabled() -> ApiError:
    """The 403 of a Cloud project where nobody switched the Sheets API on."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": "sheets.googleapis.com", "consumer": "projects/123456789012"},
    }
    return ApiError(
        403,
        "Google Sheets API has not been used in project 123456789012 before or it is disabled. Enable it by visiting "
        "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=123456789012 then "
        "retry.",
        [info],
    )
