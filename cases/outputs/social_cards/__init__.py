"""The picture that goes with an address of a case when it is shared: its title, its place and its subject's pictogram.

Begin reading in `pictures`: what a picture says, its address with a version, and having it made. `drawing` is the
process that makes it, after `social_card.typ`. ADR 24 says why so.
"""
