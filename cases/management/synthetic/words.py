"""Words for invented text: the small words of Dutch first, then what the field talks about, then its compounds."""

from itertools import accumulate
from random import Random

# What binds a sentence; the most frequent first, as in real text.
SMALL = """
de en een het van in is met voor dat er op te die niet bij zijn aan zij ook om wat over als meer of uit heeft naar
wordt kan werd hun dan worden door ze veel maar was zo al hebben kunnen nog tot deze daar wie moet zich komt gaat maakt
waar geen nu dit elk iedere onder samen zelf vaak eerst later weer tussen zonder tijdens sinds volgens eigen ander nieuw
goed lang klein groot snel dichtbij vroeg gewoon vrij open
""".split()  # noqa: SIM905  # prose is read more easily

# What the field talks about; each also begins and ends compounds.
NOUNS = """
gemeente mensen hulp werk zorg wijk jeugd bewoner gezin wethouder vrijwilliger team buurt inwoner ondersteuning ouder
school welzijn organisatie jongere kind professional aanpak project partner geld gesprek vraag kracht netwerk dorp huis
tijd kans idee plan doel beleid budget schuld armoede eenzaamheid preventie gezondheid dementie mantelzorg participatie
toegang loket coach regie regel schot keuken tafel koffie tuin sport cultuur taal les kamer huur energie vervoer bus
maaltijd bezoek dag nacht week jaar maand avond fonds subsidie contract inkoop aanbieder raad college ambtenaar bestuur
stad regio kern centrum plein straat winkel bedrijf baan leer stage re-integratie uitkering bijstand inkomen bewind
opvang crisis veiligheid geweld verslaving herstel ervaring maat begeleiding behandeling diagnose huisarts verpleging
apotheek ziekenhuis kliniek verblijf woning wonen dak vlucht status inburgering integratie contact ontmoeting feest
muziek film boek krant website telefoon app scherm meting cijfer onderzoek effect resultaat kosten besparing samenhang
vertrouwen ruimte grens rol stem steun verbinding signaal melding rapport bron lid kaart weg brug poort sleutel
""".split()  # noqa: SIM905  # prose is read more easily

# Between the frequent words and the compounds nobody uses twice.
JOINTS = ("", "s")
# Zipf's exponent: close to one in running text of any language.
EXPONENT = 1.05


class Vocabulary:
    """Words with the frequency they would have in running text: the word of rank r comes 1 / r ** 1.05 as often."""

    def __init__(self) -> None:
        mixed = [word for pair in zip(SMALL, NOUNS, strict=False) for word in pair]
        frequent = list(dict.fromkeys([*SMALL[:12], *mixed, *SMALL, *NOUNS]))
        self.words = frequent + compounds()
        self._weights = zipf(len(self.words))
        self._names = NOUNS + compounds()

    def text(self, rng: Random, words: int) -> str:
        """Return sentences of `words` words together; empty for none."""
        chosen = rng.choices(self.words, cum_weights=self._weights, k=words)
        sentences = []
        while chosen:
            length = min(len(chosen), rng.randint(8, 20))
            sentence, chosen = chosen[:length], chosen[length:]
            sentences.append(" ".join(sentence).capitalize() + ".")
        return " ".join(sentences)

    def name(self, rng: Random, words: int) -> str:
        """Return a name of nouns and compounds."""
        return " ".join(rng.choices(self._names, k=words)).capitalize()


def compounds() -> list[str]:
    """Return every compound of two nouns, in an order that has nothing to do with the alphabet."""
    made = [
        f"{first}{JOINTS[(i + j) % len(JOINTS)]}{second}"
        for i, first in enumerate(NOUNS)
        for j, second in enumerate(NOUNS)
        if i != j
    ]
    Random(0).shuffle(made)  # noqa: S311  # not a secret
    return made


def zipf(count: int, exponent: float = EXPONENT) -> list[float]:
    """Return cumulative weights for `count` things, the first the most frequent."""
    return list(accumulate(1 / rank**exponent for rank in range(1, count + 1)))
