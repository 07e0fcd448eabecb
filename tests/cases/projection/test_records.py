"""What our code reads of a record by name is what the serializers write."""

from typing import get_type_hints

import pytest

from cases.projection import public_serializers as serializers
from cases.projection import records
from cases.projection import reference_serializers as references

WRITTEN_BY = {
    records.BriefClaimRecord: serializers.BriefClaimSerializer,
    records.Card: serializers.CardSerializer,
    records.CaseRecord: serializers.RecordSerializer,
    records.ClaimLinkRecord: serializers.ClaimLinkSerializer,
    records.ClaimRecord: serializers.ClaimSerializer,
    records.ClaimSourceRecord: serializers.ClaimSourceSerializer,
    records.InBriefRecord: serializers.InBriefSerializer,
    records.KindRecord: references.ThemeReferenceSerializer,
    records.LicenceRecord: serializers.LicenceSerializer,
    records.MunicipalityRecord: references.MunicipalityReferenceSerializer,
    records.ParticipantRecord: serializers.ParticipantSerializer,
    records.PlaceRecord: serializers.CaseMunicipalitySerializer,
    records.PortraitRecord: serializers.PortraitReferenceSerializer,
    records.PublicationRecord: references.PublicationReferenceSerializer,
    records.ReferenceRecord: references.ReferenceSerializer,
    records.SourceRecord: serializers.SourceSerializer,
    records.SpeakerRecord: serializers.SpeakerSerializer,
}


@pytest.mark.parametrize(("shape", "serializer"), WRITTEN_BY.items())
def test_every_key_that_is_read_is_written(shape: type, serializer: type) -> None:
    assert set(get_type_hints(shape)) <= set(serializer().fields)
