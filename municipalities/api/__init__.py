"""The REST API of municipalities, regions and organisations."""
