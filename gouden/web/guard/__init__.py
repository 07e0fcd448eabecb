"""How much and how often anyone may ask or send: of one request, of the API, of a form. Begin with `limits`."""
