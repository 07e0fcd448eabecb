"""The words that search treats in a way of their own. All folded: lower case, without accents."""

_STOP = """
    aan al alle alleen als alsof altijd ander andere anders bij binnen bovendien daar daarbij daardoor daarmee
    daarna daarom dan dat de deze die dit doch dus echter een eens elk elke en er ergens ervan ervoor et etc even
    gaan gaat ging haar had hadden heb hebben hebt heeft hem hen het hier hierbij hij hoe hun ieder iedere iemand
    iets ik in is ja je jij jou jouw jullie kan komen komt kon kunnen kunt laat maar mag me meer men met mij mijn
    moest moet moeten na naar nadat nog nu of om omdat onder ons onze ook op over per reeds s sinds soms steeds t
    te tegen ten ter terwijl toch toen tot tussen u uit uw van vanaf vanuit veel via volgens voor vooral waar
    waarbij waardoor waarin waarmee waarom wanneer want waren was wat we weet wel welk welke werd werden weten wie
    wij wil willen word worden wordt ze zeer zelf zich zij zijn zo zoals zodat zou zouden zowel zulke
"""
_FILLER = """
    about and are at begin beginnen bestaan bestaande bestaat beste by can doe doen does doet elders ervaring
    ervaringen for from gebruik gebruiken gedaan geef geven goed goede graag help helpen helpt how hulpmiddel
    informatie it ken kennen krijg krijgen krijgt kun leg leggen legt levert lukt maakt maken mogelijk
    mogelijkheden nodig on opleveren pak pakken pakt praktijkvoorbeeld praktijkvoorbeelden project projecten staat
    succesvol succesvolle tegenaan that the their there they this tips to vind vinden voorbeeld voorbeelden weten
    what when where which who why wilt with you your zien zoek zoeken
"""

# They stand in nearly every sentence and say nothing about a case: neither kept nor asked.
STOP = frozenset(_STOP.split())
# How a question is put: not looked for, unless nothing else is asked.
FILLER = frozenset(_FILLER.split())
# They turn the meaning of what follows. They stay in the text and in the question, where they only raise what denies
# the same: nothing is left out because of them.
NEGATION = frozenset(("geen", "niet", "nooit", "zonder", "no", "not", "without"))
# Of these, the ones that deny the thing they stand before and not the verb.
WITHOUT = frozenset(("geen", "zonder"))
