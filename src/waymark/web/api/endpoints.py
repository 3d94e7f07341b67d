# SPDX-License-Identifier: Apache-2.0
"""`POST /api/v1/plan`: answers in, plan out, exactly as the command line gives it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI

from waymark.plan import BadAnswers
from waymark.web import here
from waymark.web.api.body import TooLong, Unreadable, read_object
from waymark.web.api.directory import router as directory
from waymark.web.api.schema import PLAN_OPERATION

__all__ = ["api"]

# No page of documentation: it would load scripts from elsewhere.
api = NinjaAPI(title="Waymark", version="1", docs_url=None, openapi_url="/openapi.json")
api.add_router("/directory", directory)


@api.post("/plan", openapi_extra=PLAN_OPERATION, summary="The plan for these answers")
def make_plan(request: HttpRequest) -> JsonResponse:
    """Return the plan; nothing of the request is kept."""
    if request.content_type != "application/json":
        return _refused(415, "content-type", request.content_type, "application/json")
    try:
        return JsonResponse(here.planner().plan(read_object(request)).as_dict())
    except TooLong:
        return _refused(413, "body", "more than 64 kB", "at most 64 kB")
    except Unreadable as fault:
        return _refused(422, "json", fault.got, fault.allowed)
    except BadAnswers as bad:
        faults = [
            {"field": one.field, "got": one.got, "allowed": one.allowed} for one in bad.faults
        ]
        return JsonResponse({"errors": faults}, status=422)


def _refused(status: int, field: str, got: str | None, allowed: str) -> JsonResponse:
    fault: dict[str, Any] = {"field": field, "got": got, "allowed": allowed}
    return JsonResponse({"errors": [fault]}, status=status)
