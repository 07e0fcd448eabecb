"""Connections that the server makes itself, for links and mail, each with one deadline. Begin with `visiting`."""
