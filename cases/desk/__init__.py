"""What a reader takes along: her map of cases (`/map/?v=...`), and what is made of it.

Begin with `dossier`: which cases her address names; `note` is what she takes to the alderman, `citing` how a list of
literature refers to them. Nothing here is kept on the server; the address is all there is.
"""
