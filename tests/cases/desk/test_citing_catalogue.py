"""How to cite each case of the real catalogue, read back."""

import json

import pytest
import rispy
from pybtex.database import parse_string

from cases.desk import citing
from cases.models import PublishedCase
from tests.citation_readers import formatted, read_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def test_every_case_of_the_catalogue_is_read_back_as_it_is() -> None:
    records = list(PublishedCase.objects.values_list("record", flat=True))
    assert len(records) > 100
    for record in records:
        read_back(record, "Gouden")


def test_a_csl_processor_makes_a_list_of_literature_of_the_whole_catalogue() -> None:
    records = list(PublishedCase.objects.values_list("record", flat=True))
    entries = formatted(citing.csl_json(map(citing.citation, records)))

    assert len(entries) == len(records)
    for record in records:
        found = [entry for entry in entries if record["url"] in entry]
        assert len(found) == 1, record["url"]
        assert record["titel"].lower() in found[0].lower()
        assert record["gewijzigdOp"][:4] in found[0]
        assert found[0].startswith("Gouden")


def test_no_two_cases_of_the_catalogue_share_a_key() -> None:
    cited = [citing.citation(record) for record in PublishedCase.objects.values_list("record", flat=True)]

    assert len(parse_string(citing.bibtex(cited), "bibtex").entries) == len(cited)
    assert len({item["id"] for item in json.loads(citing.csl_json(cited))}) == len(cited)
    assert len({entry["id"] for entry in rispy.loads(citing.ris(cited))}) == len(cited)
