"""The REST API of the catalogue, /api/v1/. Begin with `urls`; the schema is docs/api/openapi.json."""
