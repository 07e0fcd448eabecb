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

_NARRATION = """
    aanpakken aantal acht achter achteruit adres afgelopen alleen allemaal alles alweer ambtenaar ambtenaren
    ander anders antwoord antwoorden apart aparte april augustus avond baas balie bang bedacht bedenken bedrag
    beetje begin beginnen begint begon begonnen begreep begrijp begrijpen begrijpt bekend bekende bel belangrijk
    belde beleidsmedewerker bellen belt ben beneden bent beste bestuurder beter bezorgd bijna bijvoorbeeld
    binnenkort bleef bleek blij blijf blijft blijven boel boos boven bovendien bracht breng brengen brengt brief
    broer buiten burgemeester buurman buurvrouw chef clubje collega collegas college daar dacht dachten dag
    dagen december deden deed deel denk denken denkt derde dertien dertig deur deuren dezelfde dichtbij dikwijls
    ding dingen dinsdag direct directeur dochter dochters doel doelen donderdag dorp dorpen dossier dossiers
    draai draaien draait drie druk drukke duizend duizenden dure duren durf durfde durft durven dus duur duurde
    duurt duw echt echte echtgenoot eerst eerste eigen eigenlijk eind einde eindelijk elders elf elkaar eraan
    erbij erdoor ergens erheen erop erover eruit ervandoor ervaring ervaringen euro februari fijn flink flinke
    folder formulier gebeld gebeurd gebeurde gebeuren gebeurt gebied gebleven gebouw gebracht gedaan gedachte
    gedeelte gegaan gegeven gehad geheel gehoord gehouden gekomen gekregen geld gelegd gelezen gelijk geloof
    gelooft gelopen geloven gelukkig gelukt gemakkelijk gemeente gemeentelijk gemeenten gemeentes genoeg genomen
    geprobeerd geregeld geschreven gesproken gestopt geval gevallen gevolg gevonden gevraagd geweest gewone
    gewoon geworden gezegd gezet gezien ging gingen gisteren goed goede goedkoop gooi gooien graag groep groepen
    groot grote groter haal haalde haalt halen half halfjaar halve hand handen hang hangen hangt heel heen
    helaas hele heleboel helft herfst hetzelfde hield hier hoef hoeft hoeven hoge hoger honderd honderden hoofd
    hoog hoogte hoop hoor hoorde hoort hopen horen hou houd houden huis huizen idee ideeen iedereen iemand iets
    immers ineens ingericht inmiddels inrichten intussen jaar januari jaren jong juist juli juni kamer kans
    kansen kant kanten kantoor keek keer keren kern kernen kerst keuken keuze keuzes kijk kijken kijkt kind
    kinderen klant klanten klein kleine kleiner kleinkind komend komende kort korte kost koste kosten kostte
    krant kreeg kregen kwam kwamen kwart kwartaal kwestie kwijt laag laat laatst laatste lag lage lang lange
    langer langs last lasten lastig laten leden leeftijd leeg leek lees leest leg lege leggen leidinggevende
    lente leuk leuke leveren levert lezen licht lid liefst liep liepen liet lieten liever lig liggen ligt lijkt
    lijst lijsten loop lopen los losse lossen luister luisteren lukken lukt maakte maakten maal maand maandag
    maanden maart mail mailen mailt makkelijk man manier mannen medewerker medewerkers meedoen meenemen mei
    meneer mens mensen merk merken merkt merkte meteen mevrouw middag minder minst minuten minuut mis mislukt
    misschien mocht moe moeder moeilijk moeilijke mogen moment mond mooi mooie morgen naam naast nacht najaar
    nam namelijk namen natuurlijk neem neer negen negentig nemen nergens net niemand niets nieuw nieuwe
    nieuwjaar nooit normaal normale notitie november ochtend ogen oktober oma omgeving omhoog omlaag onbekend
    ondertussen ongeveer ontstaat oog oom oor oorzaak opa opdracht opgeleverd opgelost opgezet opleveren
    oplossen oppakken opzetten oud oude ouder ouders overal overigens paar pak pakken pakt papier partij
    partijen pas personen persoon plaats plaatsen plan plannen plek plekken plotseling praat praatte praten
    prettig probeer proberen probleem problemen punt punten raad raadsleden raadslid raak raakt raakte raar
    raken rapport reden regel regelen regelmatig regelt rest rij rijden rijdt rond rug ruim rustig samen schiet
    schieten schouder schrijf schrijft schrijven schuif schuiven september situatie slecht slechte slechter slim
    slimmer snap snappen snapt snel sneller soort sprak spreek spreekt spreken sta staan staat stad stap stappen
    steden steek steken stel stevig stil stoel stond stonden stop stoppen stopt stopte straat straks straten
    streek stuk stukken stuks sturen stuur stuurt taak tachtig tafel taken tante tegenaan telkens terecht terug
    thuis tien tientallen tijd tijdje toch traag trek trekken trekt trouwens twaalf twee tweede twijfel
    twijfelen twintig uitleggen uitzoeken uren uur vaak vader vakantie val vallen valt vandaag vast vaste veel
    veertien veertig ver veranderd veranderde veranderen verandering verandert verderop verhaal verjaardag
    vertel verteld vertelde vertellen vertelt verzinnen viel vier vijf vijftien vijftig vind vinden vindt voel
    voelde voelen voelt voet voeten vol volgend volgende volle vond vonden vooral voorbeeld voorbeelden voorjaar
    vooruit voren vorig vorige vraag vraagt vragen vreemd vriend vriendin vrij vrijdag vroeg vroegen vrouw
    vrouwen waarschijnlijk wacht wachten wachtten was week weekend weet weg weinig weken wellicht werd werk
    werken werkt werkte wethouder wethouders wijze wild winter wist wisten woensdag zaak zag zagen zaken zat
    zaten zaterdag zeg zeggen zegt zei zeiden zeker zelden zelfde zes zestig zet zetten zeven zeventig zichzelf
    zie zien ziet zit zitten zomaar zomer zondag zonde zoon zus zwaar zware
"""

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
# How something is told, by whom, when and where: in a question told as a story they say less than what it is about.
NARRATION = frozenset(_NARRATION.split())
# They turn the meaning of what follows. They stay in the text and in the question, where they only raise what denies
# the same: nothing is left out because of them.
NEGATION = frozenset(("geen", "niet", "nooit", "zonder", "no", "not", "without"))
# Of these, the ones that deny the thing they stand before and not the verb.
WITHOUT = frozenset(("geen", "zonder"))
