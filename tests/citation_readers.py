"""The files for reference managers, as what reads them has them: rispy, pybtex and a CSL processor."""

import json
import re
import warnings

import rispy
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pybtex.richtext import Text

from cases.desk import citing
from cases.projection.records import CaseRecord
from gouden.web.text.cleaning import line

# Names that TeX has and pybtex's table lacks; `\\$` it leaves as it is.
NAMED = {
    "braceleft": "{",
    "braceright": "}",
    "asciicircum": "^",
    "asciigrave": "`",
    "less": "<",
    "greater": ">",
    "bar": "|",
    "quotedbl": '"',
}


def from_tex(field: str) -> str:
    """Return what a field says, as pybtex reads TeX, with the names that its table lacks."""
    named = re.sub(r"\{\\text(\w+)\}", lambda found: f"<<{found[1]}>>" if found[1] in NAMED else found[0], field)
    read = str(Text.from_latex(named)).replace("\\$", "$").replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"<<(\w+)>>", lambda found: NAMED[found[1]], read)


def formatted(text: str) -> list[str]:
    """Return the list of literature that a CSL processor makes of a CSL-JSON."""
    items = json.loads(text)
    with warnings.catch_warnings():
        # It warns of what it leaves out, such as licences, and of what its style says to do otherwise.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in items:
            bibliography.register(Cited([CitationItem(item["id"])]))
        return [str(entry) for entry in bibliography.bibliography()]


def read_back(record: CaseRecord, publisher: str) -> None:
    """Look at all three files of a case, each as its reader reads it."""
    cited = [citing.citation(record)]
    title, url, year = re.sub(" +", " ", line(record["titel"])).strip(), record["url"], record["gewijzigdOp"][:4]

    (entry,) = rispy.loads(citing.ris(cited))
    assert entry["type_of_reference"] == "ELEC"
    assert (entry["title"], entry["urls"], entry["year"]) == (title, [url], year)
    assert (entry["publisher"], entry["authors"]) == (publisher, [publisher])
    assert entry["date"] == record["gewijzigdOp"][:10].replace("-", "/")
    assert len([note for note in entry["notes"] if note.startswith("Bron: ")]) == len(record["bronnen"])

    (read,) = parse_string(citing.bibtex(cited), "bibtex").entries.values()
    fields = read.fields
    assert read.type == "misc"
    assert from_tex(fields["title"]) == title.replace("\N{NO-BREAK SPACE}", " ")
    assert fields["title"].startswith("{")
    assert (fields["url"], fields["year"]) == (url, year)
    assert from_tex(fields["publisher"]) == publisher
    assert [from_tex(str(person)) for person in read.persons["author"]] == [publisher]

    (item,) = json.loads(citing.csl_json(cited))
    assert (item["title"], item["URL"], item["publisher"]) == (title, url, publisher)
    assert item["issued"]["date-parts"][0][0] == int(year)
    assert item["author"] == [{"literal": publisher}]
