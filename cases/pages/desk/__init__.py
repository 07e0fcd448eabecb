"""What a reader takes along: her map, its cases beside each other, and a note of them. The address holds all of it.

Begin with `dossier`; which cases an address names is read by `cases.desk.dossier`.
"""
