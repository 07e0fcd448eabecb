"""The words that search treats in a way of their own. All folded: lower case, without accents."""

import re

_STOP = """
    aan al alle alleen als alsof altijd ander andere anders bij binnen bovendien daar daarbij daardoor daarmee
    daarna daarom dan dat de deze die dit doch dus echter een eens elk elke en er ergens ervan ervoor et etc even
    gaan gaat ging haar had hadden heb hebben hebt heeft hem hen het hier hierbij hij hoe hun ieder iedere iemand
    iets ik in is ja je jij jou jouw jullie kan komen komt kon kunnen kunt laat maar mag me mee meer men met mij mijn
    moest moet moeten na naar nadat nog nu of om omdat onder ons onze ook op over per reeds s sinds soms steeds t
    te tegen ten ter terwijl toch toen tot tussen u uit uw van vanaf vanuit veel via volgens voor vooral waar
    waarbij waardoor waarin waarmee waarom wanneer want waren was wat we weet wel welk welke werd werden weten wie
    wij wil willen word worden wordt ze zeer zelf zich zij zijn zo zoals zodat zou zouden zowel zulke
"""
_FILLER = """
    about achteraf allemaal allerlei also an and any are as at be been begin beginnen behalve bepaalde best bestaan
    bestaande bestaat beste beter between bied bieden biedt bijvoorbeeld blijkt brengen brengt but by can could
    daarnaast daarover daarvoor dankzij did dingen diverse doe doen does doet durft during durven echt elders enkele
    erg ervaring ervaringen example examples experience experiences find for from ga gauw gebeuren gebeurt gebruik
    gebruiken gedaan geef geldt gelukt get gets geven gewerkt gewoon give gives goed goede graag has have help
    helpen helpt hield hierover hiervoor hoef hoeft hoelang hoeveel hoort houden houdt how i ieders if informatie
    inspiratie into it its ken kennen krijg krijgen krijgt kun leg leggen legt levert liefst ligt lijkt look looking
    loop loopt lopen lukken lukt maakt made make maken makes manier manieren meerdere meest meeste miljard miljoen
    misschien mogelijk mogelijkheden more most much namelijk need needs neem neemt nemen nergens niemand niets nodig
    oftewel ofwel omgaan omgaat omgegaan on ondanks ooit opdoen opleveren or our ours overal pak pakken pakt
    percentage practice practices praktijkvoorbeeld praktijkvoorbeelden probeert proberen project projecten rond
    rondom should show shows so some someone speelt staat stel stellen stelt straks succesvol succesvolle tegenaan
    tell than that the their then there these they this those tijdens tip tips to use used using vaak verder
    verschillende very vind vinden vooraf voorbeeld voorbeelden waaraan waarop waarover waartoe waaruit waarvan
    waarvoor wants weer were werkt werkte what when where which while who why wiens wier will wilt with within would
    you your zaken zet zetten zien zit zitten zoek zoeken zover
"""

_PARTICLES = "aan af bij door in mee na om op over samen terug toe uit voor weg"

# More words than one that only put the question together: in plaats van, hoe zorg je dat.
FIGURES = re.compile(
    r"\b(in plaats van|aan de slag|aan de gang|op het gebied van|met betrekking tot|ten opzichte van|op basis van"
    r"|zorg(en|t)?(?= (er ?voor|dat|je|jij|u|we|wij|ik)\b)|los(?= (je|we|wij|ik)\b.* op\b))\b",
    re.IGNORECASE,
)
# What stands apart from its verb in a question, often at its end: hoe koop je samen jeugdhulp in?
PARTICLES = frozenset(_PARTICLES.split())
# Who asks: the verb of a question stands before it.
ASKING = frozenset(("ik", "je", "jij", "jullie", "men", "u", "we", "wij"))
# They stand in nearly every sentence and say nothing about a case: neither kept nor asked. In capitals they are names:
# MEE, Steunpunt OOK.
STOP = frozenset(_STOP.split())
# How a question is put: not looked for, unless nothing else is asked.
FILLER = frozenset(_FILLER.split())
# They turn the meaning of what follows. They stay in the text and in the question, where they only raise what denies
# the same: nothing is left out because of them.
NEGATION = frozenset(("geen", "niet", "nooit", "zonder", "no", "not", "without"))
# Of these, the ones that deny the thing they stand before and not the verb.
WITHOUT = frozenset(("geen", "zonder"))
