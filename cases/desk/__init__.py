"""What a reader takes along: her map of cases (`/map/?v=...`), and what is made of it.

Begin with `dossier`: which cases her address names. Nothing here is kept on the server; the address is all there is.
"""
