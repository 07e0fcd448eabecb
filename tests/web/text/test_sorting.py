"""Names are in the order of a Dutch register, whatever the database."""

from gouden.web.text.sorting import initial, name_key


def test_case_accents_and_a_leading_article_do_not_count() -> None:
    names = ["Zwolle", "'s-Hertogenbosch", "élan", "Heerde", "'t Zandt", "Elburg", "Súdwest-Fryslân"]

    assert sorted(names, key=name_key) == [
        "élan",
        "Elburg",
        "Heerde",
        "'s-Hertogenbosch",
        "Súdwest-Fryslân",
        "'t Zandt",
        "Zwolle",
    ]


def test_the_initial_is_that_of_the_name_itself() -> None:
    assert [initial(name) for name in ("'s-Gravenhage", "Élan", "ijs", "2Doen", "")] == ["G", "E", "I", "#", "#"]
