"""How a municipality's code looks in an address."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class CbsCodeConverter(StringConverter):
    """Four digits."""

    regex = "[0-9]{4}"


register_converter(CbsCodeConverter, "cbs")
