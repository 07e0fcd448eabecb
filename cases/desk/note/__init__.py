"""The note a policy officer takes to the alderman: some cases of the catalogue on paper, in Word, ODT or PDF.

Begin with `content`, which decides all that a note says; `structure` is what it hands on. `files` has each kind of file
written in a process of its own, by `writing` and the module named for that kind, which decide only how it looks.
"""
