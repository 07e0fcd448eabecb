"""What somebody types is understood: every word of it, however it is written, and what is left of it is said."""

import time

import pytest

from cases import search
from cases.models import PublishedCase, Synonym
from cases.search import LONGEST_QUERY, Correction, parse
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    MunicipalityFactory,
    PersonFactory,
    PublishedCaseFactory,
    SynonymFactory,
)

pytestmark = pytest.mark.django_db


def found(text: str, **options: bool) -> list[str]:
    """Return the titles found, best first, having seen that every way to ask gives the same cases."""
    query = parse(text, **options)
    ranked = search.ranked(query)
    matching = search.matching(PublishedCase.objects.all(), query)
    if not query.is_empty:
        assert sorted(ranked) == sorted(search.match_ids(query))
        assert sorted(ranked) == sorted(matching.values_list("pk", flat=True))
    titles = dict(PublishedCase.objects.values_list("pk", "title"))
    return [titles[pk] for pk in ranked]


def publish(title: str, **fields: str) -> None:
    PublishedCaseFactory(case__title=title, **{f"case__{name}": value for name, value in fields.items()})


def test_every_form_of_a_word_finds_it() -> None:
    publish("Bewonersinitiatieven in de wijk")

    for text in ("bewonersinitiatief", "BEWONERSINITIATIEVEN", "wijken", "wijk!"):
        assert found(text) == ["Bewonersinitiatieven in de wijk"], text


def test_accents_make_no_difference() -> None:
    publish("Cliënten denken mee")

    assert found("clienten") == found("cliënten") == found("CLIËNT") == ["Cliënten denken mee"]


def test_a_compound_is_found_however_it_is_split() -> None:
    publish("Een leerwerkplek op de werf")
    publish("Kringen van buren", summary="Vaste plekken voor dag besteding.")

    assert found("leer werkplek") == found("leerwerkplekken") == ["Een leerwerkplek op de werf"]
    assert found("dagbesteding") == ["Kringen van buren"]


def test_a_word_finds_the_compounds_it_is_part_of_after_itself() -> None:
    publish("Preventie", summary="Eerder helpen.")
    publish("Valpreventie", summary="Veilig vallen.")

    assert found("preventie") == ["Preventie", "Valpreventie"]


def test_a_compound_is_found_by_a_part_that_is_written_with_a_long_vowel() -> None:
    publish("De raad", summary="Op bezoek.")
    publish("Alle raadsfracties", summary="Elke fractie apart.")

    assert found("raden") == ["De raad", "Alle raadsfracties"]


def test_a_word_that_occurs_nowhere_is_looked_for_in_its_parts_and_in_other_words_for_them() -> None:
    SynonymFactory(terms=["dokter", "arts"])
    publish("Naar de arts", summary="Met een steuntje.")
    publish("De praktijk", summary="Zo gaat dat.")

    assert sorted(found("dokterspraktijk")) == ["De praktijk", "Naar de arts"]


@pytest.mark.parametrize(
    "text",
    [
        "Hoe koop je jeugdhulp in?",
        "Hoe koop je jeugdhulp in met andere gemeenten?",
        "Hoe kopen gemeenten samen jeugdhulp in?",
        "jeugdhulp inkopen",
    ],
)
def test_a_verb_is_found_together_with_what_stands_apart_from_it(text: str) -> None:
    publish("Jeugdhulp inkopen", summary="Vaste tarieven.")
    publish("Jeugdhulp", summary="De koop van een huis.")

    assert found(text)[0] == "Jeugdhulp inkopen"


def test_a_particle_makes_no_verb_of_words_that_do_not_belong_together() -> None:
    publish("Inloop in de wijk", summary="Koffie.")

    assert [concept.typed for concept in parse("Hoe loop je in de wijk?").concepts] == ["wijk"]
    assert [concept.ways[0].terms for concept in parse("koffie in de wijk").concepts] == [("koffie",), ("wijk",)]


def test_what_only_looks_like_a_word_makes_no_compound() -> None:
    publish("Een lang verhaal", summary="De sport.")
    publish("Ver weg van huis", summary="Verlangen.")

    assert found("lang") == ["Een lang verhaal"]


def test_a_word_that_merely_begins_alike_is_no_compound() -> None:
    publish("Wijkteams", summary="Hulp dichtbij.")
    publish("Wijting", summary="Vis.")

    assert found("wij ting") == []


def test_synonyms_find_each_other_after_the_word_itself() -> None:
    SynonymFactory(terms=["wijkteam", "sociaal team"])
    publish("Een sociaal team", summary="Hulp dichtbij.")
    publish("Het wijkteam", summary="Hulp dichtbij.")

    assert found("wijkteams") == ["Het wijkteam", "Een sociaal team"]
    assert found("sociale teams") == ["Een sociaal team", "Het wijkteam"]


def test_what_was_typed_comes_first_also_where_another_says_it_twice_in_another_word() -> None:
    SynonymFactory(terms=["wijkteam", "frontlijnteam"])
    publish("Frontlijnteams", summary="Hulp dichtbij.")
    publish("Wijkteams", summary="Een wijkteam.")

    assert found("frontlijnteam") == ["Frontlijnteams", "Wijkteams"]


def test_a_synonym_counts_as_soon_as_it_is_there() -> None:
    publish("Hulp voor senioren")
    assert found("bejaarden") == []

    SynonymFactory(terms=["senioren", "bejaarden"])

    assert found("bejaarden") == ["Hulp voor senioren"]


def test_an_abbreviation_finds_what_it_stands_for_and_back() -> None:
    SynonymFactory(terms=["CJG", "Centrum voor Jeugd en Gezin"], kind=Synonym.Kind.ABBREVIATION)
    publish("Het CJG op school", summary="Vroeg erbij.")
    publish("Een Centrum voor Jeugd en Gezin", summary="Vroeg erbij.")

    assert sorted(found("cjg")) == sorted(found("centrum voor jeugd en gezin"))
    assert len(found("cjg")) == 2


def test_english_leads_to_dutch_and_to_its_synonyms_and_not_back() -> None:
    SynonymFactory(terms=["youth care", "jeugdzorg"], kind=Synonym.Kind.TRANSLATION)
    SynonymFactory(terms=["jeugdzorg", "jeugdhulp"])
    publish("Jeugdzorg", summary="Hulp.")
    publish("Jeugdhulp", summary="Hulp.")
    publish("A good place for youth care", summary="In het Engels.")

    assert found("youth care")[0] == "A good place for youth care"
    assert sorted(found("youth care")[1:]) == ["Jeugdhulp", "Jeugdzorg"]
    assert "A good place for youth care" not in found("jeugdzorg")


def test_a_word_under_a_subject_finds_the_subject_after_the_word_itself_and_not_back() -> None:
    SynonymFactory(kind=Synonym.Kind.BROADER, terms=["schulden en armoede", "deurwaarder", "voedselbank"])
    publish("Eerst rust", summary="Over schulden en armoede.")
    publish("De deurwaarder belt eerst")

    assert found("deurwaarder") == ["De deurwaarder belt eerst", "Eerst rust"]
    assert found("voedselbank") == ["Eerst rust"]
    assert found("schulden en armoede") == ["Eerst rust"]
    assert parse("voedselbank").left_out == []


def test_what_no_case_says_as_one_word_is_looked_for_in_its_parts_near_each_other() -> None:
    SynonymFactory(kind=Synonym.Kind.TRANSLATION, terms=["public participation", "burgerparticipatie"])
    far = "Een lange alinea over heel andere zaken in de gemeente en in de regio, jaar na jaar. " * 2
    publish("Burgers aan zet", summary="Burgers en hun participatie.")
    publish("Werk", summary=f"Participatie. {far} Dit gaat niet over wat een burger vindt.")

    assert found("public participation")[0] == "Burgers aan zet"


def test_words_of_one_root_find_each_other_unless_one_is_much_more_common() -> None:
    publish("Concurrenten worden partners")
    publish("Een bewoner organiseert")
    for number in range(6):
        publish(f"Organisatie {number}")

    assert found("concurreren") == ["Concurrenten worden partners"]
    assert found("organiseren") == ["Een bewoner organiseert"]


def test_a_name_that_is_a_word_and_a_letter_is_not_that_word() -> None:
    SynonymFactory(kind=Synonym.Kind.ABBREVIATION, terms=["3D", "drie decentralisaties", "drie D's"])
    publish("Drie teams")
    publish("De drie decentralisaties")

    assert found("3D") == ["De drie decentralisaties"]


def test_a_word_that_stands_in_passing_weighs_less_than_what_cases_are_about() -> None:
    publish("Tolken op bezoek")
    publish("Een loket", approach="Het kost weinig tijd om iemand door te verwijzen.")

    asked = {concept.typed: concept.weight for concept in parse("tolken kost").concepts}

    assert asked["kost"] < asked["tolken"]
    assert found("tolken kost")[0] == "Tolken op bezoek"


def test_a_rare_word_that_is_only_part_of_another_hides_nothing() -> None:
    for number in range(6):
        publish(f"Vrijwilligers {number}")
    for number in range(30):
        publish(f"Iets anders {number}")
    publish("Een gemeentewerf met vrijwilligers")
    publish("De werf")

    assert len(found("vrijwilligers werven")) >= 7


def test_a_case_that_holds_every_word_comes_before_one_that_says_one_of_them_often() -> None:
    publish("Schulden", summary="Schulden, schulden en nog eens schulden.")
    publish("Hulp bij papieren", summary="Ook bij schulden van jonge moeders.")
    for title in ("Stoelen op het plein", "Een bank", "Een boom"):
        publish(title)

    assert found("schulden moeders") == ["Hulp bij papieren", "Schulden"]


def test_a_word_that_occurs_nowhere_is_left_out_and_named() -> None:
    publish("Schulden voorkomen")

    query = parse("schulden Zeppelin 1234")

    assert (query.left_out, query.is_empty) == (["Zeppelin", "1234"], False)
    assert found("schulden Zeppelin 1234") == ["Schulden voorkomen"]


def test_only_words_that_occur_nowhere_find_nothing() -> None:
    publish("Schulden voorkomen")

    assert found("zeppelin") == []
    assert not parse("zeppelin").is_empty


def test_question_words_do_not_drown_the_rest() -> None:
    publish("Schulden", summary="Vroeg helpen.")
    publish("Welke gemeenten helpen", summary="Hoe kun je helpen?")

    assert found("Hoe kun je helpen bij schulden?") == ["Schulden"]
    assert parse("Hoe kun je helpen bij schulden?").filler == ["Hoe", "kun", "je", "helpen", "bij"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hoe krijg ik bewoners zover?", ["bewoners"]),
        ("Hoe zorg je dat bewoners blijven?", ["bewoners", "blijven"]),
        ("bewoners in plaats van ambtenaren", ["bewoners", "ambtenaren"]),
        ("zorg voor bewoners", ["zorg", "bewoners"]),
        ("Who has experience with bewoners?", ["bewoners"]),
    ],
)
def test_how_a_question_is_put_is_not_looked_for(text: str, asked: list[str]) -> None:
    publish("Bewoners blijven", summary="Zorg voor bewoners door ambtenaren in de zomer, op een andere plaats.")

    query = parse(text)

    assert [concept.typed for concept in query.concepts] == asked
    assert query.corrections == []


def test_a_word_the_thesaurus_leads_to_is_not_misspelt() -> None:
    SynonymFactory(kind=Synonym.Kind.TRANSLATION, terms=["asylum seekers", "asielzoekers"])
    publish("Buren")

    assert parse("asielzoekers").corrections == []
    assert parse("asielzoekers").left_out == ["asielzoekers"]


def test_filler_is_looked_for_when_nothing_else_is_asked() -> None:
    publish("Welke gemeenten helpen")
    publish("Schulden", summary="Vroeg erbij zijn.")

    assert found("helpen") == ["Welke gemeenten helpen"]


@pytest.mark.parametrize("text", ["", "   ", "de het een", "hoe"])
def test_nothing_to_look_for_finds_every_case(text: str) -> None:
    publish("Schulden")

    assert parse(text).is_empty
    assert search.matching(PublishedCase.objects.all(), text).count() == 1
    assert search.match_ids(text) == []


@pytest.mark.parametrize("text", ["a", "?!", "😀", "- -", '"', "a b c"])
def test_what_holds_no_word_finds_nothing_and_is_told(text: str) -> None:
    publish("Schulden")

    query = parse(text)

    assert (query.has_no_words, query.is_empty, found(text)) == (True, False, [])
    assert not parse("schulden a").has_no_words


@pytest.mark.parametrize(
    "text", ['"sociaal werk"', "“sociaal werk”", "„Sociaal werk”", 'Wie doet "sociaal werk"', '"sociaal werk']
)
def test_what_is_quoted_stands_side_by_side_in_every_case_found(text: str) -> None:
    SynonymFactory(terms=["sociaal werk", "welzijnswerk"])
    publish("Sociaal werk op school")
    publish("Het werk is sociaal")
    publish("Welzijnswerk")
    publish("Sociale werken")

    assert found(text) == ["Sociaal werk op school"]
    assert [said.lower() for said in parse(text).quoted] == ["sociaal werk"]


def test_other_words_are_looked_for_beside_what_is_quoted() -> None:
    publish("Sociaal werk voor jongeren")
    publish("Sociaal werk voor ouderen")
    publish("Werk voor jongeren")

    assert found('jongeren "sociaal werk"') == ["Sociaal werk voor jongeren", "Sociaal werk voor ouderen"]
    assert found('"sociaal werk" "voor ouderen"') == ["Sociaal werk voor ouderen"]


def test_what_is_quoted_and_stands_nowhere_finds_nothing() -> None:
    publish("Schulden voorkomen", summary="Werk.")

    assert (found('schulden "zeppelin"'), parse('schulden "zeppelin"').left_out) == ([], ["zeppelin"])
    assert found('schulden "werk voorkomen"') == []


@pytest.mark.parametrize(
    ("text", "excluded"), [("jongeren -school", ["school"]), ('-"op school" jongeren', ["op school"])]
)
def test_what_has_a_minus_before_it_is_left_out(text: str, excluded: list[str]) -> None:
    publish("Jongeren op school")
    publish("Jongeren in de wijk")

    assert (found(text), parse(text).excluded) == (["Jongeren in de wijk"], excluded)


def test_a_hyphen_and_a_dash_leave_nothing_out() -> None:
    publish("Co-creatie met jongeren - en hun ouders")

    for text in ("co-creatie", "jongeren - ouders", "jongeren -", "jongeren- en ouders", "-1 jongeren"):
        assert (parse(text).excluded, len(found(text))) == ([], 1), text


def test_only_words_to_leave_out_find_every_other_case() -> None:
    publish("Jongeren op school")
    publish("Jongeren in de wijk")

    query = parse("-school")

    assert [case.title for case in search.matching(PublishedCase.objects.all(), query)] == ["Jongeren in de wijk"]
    assert (len(search.match_ids(query)), search.ranked(query)) == (1, [])
    assert search.match_ids(parse("-school -zeppelin -wijk")) == []


def test_a_denial_raises_what_denies_the_same_and_leaves_nothing_out() -> None:
    publish("Hulp met wijkteams", summary="Wijkteams en nog eens wijkteams.")
    publish("Hulp dichtbij", summary="Er zijn geen klassieke wijkteams.")

    assert found("zonder wijkteams") == ["Hulp dichtbij", "Hulp met wijkteams"]
    assert found("wijkteams") == ["Hulp met wijkteams", "Hulp dichtbij"]


def test_a_denial_that_is_a_term_of_the_thesaurus_is_that_term() -> None:
    SynonymFactory(terms=["zonder indicatie", "vrij toegankelijk"])
    publish("Vrij toegankelijke hulp")

    assert found("hulp zonder indicatie") == ["Vrij toegankelijke hulp"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("burgeriniatieven", "burgerinitiatieven"),
        ("burgerinitiativen", "burgerinitiatieven"),
        ("mantelsorg", "mantelzorg"),
        ("mantlezorg", "mantelzorg"),
        ("manyelzorg", "mantelzorg"),
        ("preventij", "preventie"),
        ("woonijgenaar", "wooneigenaar"),
        ("schhulden", "schulden"),
        ("clienten", None),
        ("gemeetne", "gemeente"),
        ("kwaliteid", "kwaliteit"),
    ],
)
def test_a_misspelt_word_is_read_as_the_one_that_was_meant(typed: str, meant: str | None) -> None:
    publish(
        "Burgerinitiatieven, mantelzorg en preventie",
        summary="De gemeente, een wooneigenaar, schulden, cliënten, kwaliteit.",
    )

    query = parse(typed)

    assert query.corrections == ([Correction(typed, meant)] if meant else [])
    assert query.corrected_text == (meant or typed)
    assert len(found(typed)) == 1


def test_a_misspelt_name_is_the_name_and_not_a_word_said_in_passing() -> None:
    publish("Huizen in Haarlem", summary="Bewoners helpen elkaar.")
    publish("Boodschappen", summary="Een dienst.", approach="Vrijwilligers halen boodschappen.")

    assert parse("Haalem").corrections == [Correction("Haalem", "haarlem")]
    assert found("Haalem") == ["Huizen in Haarlem"]


def test_a_misspelt_word_that_could_be_a_compound_is_the_word_cases_are_about() -> None:
    publish("Het maatwerkbudget", summary="Een werf, een budget en een maat.")

    assert parse("maatwerbudget").corrections == [Correction("maatwerbudget", "maatwerkbudget")]


def test_a_dutch_word_is_not_taken_for_a_misspelt_english_one() -> None:
    SynonymFactory(terms=["integrated", "integraal"], kind=Synonym.Kind.TRANSLATION)
    publish("Integratie van nieuwkomers")

    assert parse("integreren").corrections == []
    assert found("integreren") == ["Integratie van nieuwkomers"]


def test_a_stop_word_in_capitals_is_a_name() -> None:
    publish("Steunpunt OOK", summary="Met MEE.")
    publish("Ook dit", summary="Iedereen doet mee, ook buren.")

    assert found("OOK") == found("MEE") == found("mee") == found("Het steunpunt OOK") == ["Steunpunt OOK"]
    assert found("DOEN BUREN OOK MEE") == ["Ook dit"]


def test_a_correction_stands_in_the_place_of_what_was_typed() -> None:
    publish("Mantelzorg in Aalten", summary="Cliënten.")

    assert parse("Mantelsorg, in Aalten: clienten").corrected_text == "mantelzorg, in Aalten: clienten"


def test_one_can_look_for_what_was_typed_all_the_same() -> None:
    publish("Mantelzorg")

    assert found("mantelsorg", corrected=False) == []
    assert found('"mantelsorg"') == []
    assert parse('"mantelsorg"').left_out == ["mantelsorg"]


def test_a_word_that_occurs_is_never_replaced() -> None:
    publish("Mantelzorg", summary="Mantelzorg en mantelzorg.")
    publish("De mantelsorg van Jan", summary="Een familienaam.")

    assert parse("mantelsorg").corrections == []
    assert found("mantelsorg") == ["De mantelsorg van Jan"]


def test_the_name_of_a_municipality_without_cases_is_not_misspelt(aalten_and_others: None) -> None:
    assert parse("Aalsmeer").corrections == []
    assert found("Aalsmeer") == []


@pytest.fixture
def aalten_and_others() -> None:
    MunicipalityFactory(name="Aalsmeer")
    publish("Naobers in Aalten", summary="Aaltsmeer is geen plaats.")


def test_figures_and_short_words_are_not_corrected() -> None:
    publish("In 2017 een wet voor wie 18 is")

    assert parse("2018 wat 19 wed").corrections == []


@pytest.mark.parametrize(
    ("exists", "said"),
    [("ontregelen", "onderdelen"), ("gesloten", "geslopen"), ("balans", "belang"), ("SPUK", "stuk")],
)
def test_a_word_that_exists_and_an_abbreviation_are_not_corrected(exists: str, said: str) -> None:
    publish("Een loket", summary=f"Er is van alles {said}.")

    query = parse(exists)

    assert (query.corrections, query.left_out) == ([], [exists])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("mentale", "Men zegt: de tale Kanaäns."),
        ("kansrijk", "De kans van het Rijk."),
        ("ouderen", "Oude rennen: een oud ren."),
        ("meedoen", "MEE doen."),
    ],
)
def test_a_word_that_exists_is_taken_apart_only_in_words_that_tell_something(asked: str, said: str) -> None:
    publish("Een loket", summary=said)

    assert found(asked) == []


def test_a_compound_that_exists_is_looked_for_in_its_parts() -> None:
    publish("Het akkoord over de zorg")

    assert found("zorgakkoord") == ["Het akkoord over de zorg"]


def test_a_name_is_no_compound(aalten_and_others: None) -> None:
    SynonymFactory(terms=["buurt", "wijk"])
    MunicipalityFactory(name="Rijswijk")
    PersonFactory(name="Els Rechterschot")
    publish("Recht op zorg in de buurt", summary="Een wijk met een wijkteam en een rechter.")
    publish("Rijswijk", summary="Els Rechterschot vertelt.")

    assert found("recht") == found("buurt") == ["Recht op zorg in de buurt"]
    assert found("Rijswijk") == found("Rechterschot") == ["Rijswijk"]


def test_older_people_are_no_parents() -> None:
    publish("Ouders", summary="Een ouder aan zet.")
    publish("Ouderen", summary="Een oudere aan zet.")

    assert (found("ouderen"), found("ouders")) == (["Ouderen"], ["Ouders"])


@pytest.mark.parametrize("text", ["5000 euro", "vijfduizend euro", "€ 5.000", "€5000,-"])
def test_an_amount_is_found_however_it_is_written(text: str) -> None:
    publish("Startgeld", approach="Er is vijfduizend euro.")
    publish("Meer startgeld", approach="Er is € 5.000,- voor.")
    publish("Veel geld", approach="Er is 50.000 euro.")

    assert found(text)[:2] == ["Meer startgeld", "Startgeld"]


def test_a_bound_finds_larger_or_smaller_numbers_of_the_same_thing_first() -> None:
    publish("Veel", approach="Er zijn ruim 2.500 deelnemers.")
    publish("Weinig", approach="Er zijn 600 deelnemers, en duizend euro.")
    publish("Duizend", approach="Er zijn duizend deelnemers.")

    assert found("meer dan 1000 deelnemers")[0] == "Veel"
    assert found("minstens duizend deelnemers")[:2] == ["Duizend", "Veel"]
    assert found("minder dan 1.000 deelnemers")[0] == "Weinig"
    assert [concept.typed for concept in parse("meer dan 1000 deelnemers").concepts] == ["meer dan 1000 deelnemers"]


def test_a_bound_counts_what_figures_count_also_one_word_further_on() -> None:
    case = CaseFactory(title="Veel", approach="Er zijn 2500 deelnemers, jong en oud.", with_source=True)
    ClaimFactory(case=case, text="Er zijn 2500 deelnemers.", figure="2500", unit="nieuwe deelnemers per jaar")
    PublishedCaseFactory(case=case)
    publish("Jong", approach="Jonge deelnemers zijn er ook: 600.")

    query = parse("meer dan 1000 jonge deelnemers")

    assert [concept.typed for concept in query.concepts] == ["meer dan 1000 jonge deelnemers", "jonge"]
    assert found("meer dan 1000 jonge deelnemers")[0] == "Veel"
    # What no figure counts is bound to the word behind the number only.
    assert parse("meer dan 1000 jonge ouden").concepts[0].typed == "meer dan 1000 jonge"


def test_a_word_for_a_place_adds_nothing_before_its_name() -> None:
    MunicipalityFactory(name="Emmen")
    MunicipalityFactory(name="Huizen")
    publish("Wonen in Emmen")
    publish("Een gemeente")
    publish("Het gemeentehuis")

    assert found("gemeente Emmen") == found("de stad emmen") == found("Emmen") == ["Wonen in Emmen"]
    assert [concept.typed for concept in parse("gemeente Huizen").concepts] == ["Huizen"]
    # By itself it is a word, and so is what is the name of a place only with a capital.
    assert found("gemeente")[0] == "Een gemeente"
    assert [concept.typed for concept in parse("gemeente huizen").concepts] == ["gemeente huizen"]


def test_hostile_text_is_only_text() -> None:
    publish("Schulden")

    for text in ("' OR 1=1 --", '" AND (', "NEAR(a b)", "names:schulden*", "a:b & !c | <-> \\", "%_", "x" * 5_000):
        assert isinstance(found(text), list)
    assert found("schulden* NOT") == ["Schulden"]
    assert found("names:schulden") == ["Schulden"]


def test_in_a_long_question_what_it_is_about_counts_more_than_the_words_around_it() -> None:
    SynonymFactory(terms=["huisarts", "dokter"])
    publish("Koffie", approach="Flink wachten en meteen bellen.")
    publish("Een verwijzing", approach="De huisarts verwijst.")
    for number in range(3):
        publish(f"Iets anders {number}")

    weights = {concept.typed: concept.weight for concept in parse("flink wachten, meteen bellen: huisarts").concepts}
    again = {concept.typed: concept.weight for concept in parse("flink wachten: huisarts! Meteen, huisarts").concepts}

    assert weights["huisarts"] > 2 * weights["flink"]
    assert again["huisarts"] == 1.5 * weights["huisarts"]
    assert found("flink wachten huisarts meteen huisarts")[0] == "Een verwijzing"
    # In a short one every word was chosen.
    assert len({concept.weight for concept in parse("flink wachten huisarts").concepts}) == 1


STORY = "Amber brons cement draad. Hoe vaak gingen maandag emaille, fluweel of goud?"


def test_in_a_story_what_tells_it_counts_less_and_what_stands_in_the_question_more() -> None:
    for word in ("amber", "brons", "cement", "draad", "maandag", "emaille", "fluweel", "goud", "wethouder"):
        publish(f"Iets met {word}")

    weights = {concept.typed: concept.weight for concept in parse(f"Wethouder! {STORY}").concepts}

    assert weights["emaille"] == pytest.approx(1.3 * weights["Amber"])
    assert weights["maandag"] == pytest.approx(0.6 * weights["emaille"])
    assert weights["Wethouder"] == pytest.approx(0.6 * weights["Amber"])
    # Of fewer things each was named on purpose.
    assert len({concept.weight for concept in parse("Wethouder! Amber brons. Maandag goud?").concepts}) == 1


def test_in_a_story_the_subject_that_a_word_falls_under_counts_for_more_than_in_a_few_words() -> None:
    SynonymFactory(kind=Synonym.Kind.BROADER, terms=["schulden en armoede", "deurwaarder"])
    publish("Eerst rust", summary="Over schulden en armoede.")
    for word in ("amber", "brons", "cement", "draad", "maandag", "emaille", "fluweel", "goud"):
        publish(f"Iets met {word}")

    [[few], [story]] = ([one.ways for one in parse(f"{text}deurwaarder").concepts][-1] for text in ("", f"{STORY} "))

    assert few.share < story.share
    assert few.is_wider
    assert story.is_wider


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2_000,
        "wijkteamschuldenpreventiemantelzorgwijkteam " * 45,
        " ".join(f"{first}{second}" for first in "abcdefghijklmnoprstuvwxyz" for second in "abcdefghijklmnoprstuvwxyz"),
        " ".join(f"mantelsor{first}{second}" for first in "abcdefghij" for second in "abcdefghijklmnop"),
        '-"' * 1_000,
        "a-b-" * 500,
    ],
)
def test_a_text_as_long_as_may_be_is_read_in_little_time(text: str) -> None:
    publish("Mantelzorg", summary="Wijkteams, schulden en preventie.")
    parse("mantelsorg")

    start = time.process_time()
    parse(text[:LONGEST_QUERY])

    assert time.process_time() - start < 1
