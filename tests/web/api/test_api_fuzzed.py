"""Requests that nobody would think of, made from the API's own description: none finds a fault."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import SchemathesisConfig

from gouden.wsgi import application
from tests.factories import (
    InitiativeFactory,
    OrganisationFactory,
    ParticipationFactory,
    PublishedCaseFactory,
    RegionFactory,
)

# A slug that fits its pattern may still be of no theme; the rules then ask for 400.
CONFIG = SchemathesisConfig.from_dict(
    {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "304", "400", "401", "404", "410"]}}}
)
SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, config=CONFIG)
DEEP = bool(os.environ.get("GOUDEN_DEEP"))


@pytest.fixture
def world(db: None) -> Iterator[None]:
    """A little of everything, so that lists are not empty; in one transaction, so no request ends the connection."""
    case = PublishedCaseFactory(case__slug="startgeld").case
    ParticipationFactory(case=case, organisation=OrganisationFactory())
    RegionFactory()
    InitiativeFactory()
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(
    max_examples=150 if DEEP else 12,
    derandomize=not DEEP,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_finds_a_fault(case: Any, world: None) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})  # its WSGI transport does not unpack
