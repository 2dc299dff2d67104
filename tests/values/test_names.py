"""Czech order and folding of names."""

from zazemi.values.names import folded, sort_key


def test_names_sort_as_in_a_czech_index():
    names = [
        "Žďár", "Cvikov", "Chrastava", "Hodkovice", "Česká Lípa", "Řasnice", "Rynoltice", "Šimonovice",
        "Staré",
        "Zákupy", "Heřmanice", "Jablonec", "Ždírec", "Čistá u Horek", "Hejnice", "Stráž", "Stráž nad Nisou",
    ]  # fmt: skip
    assert sorted(names, key=sort_key) == [
        "Cvikov", "Česká Lípa", "Čistá u Horek", "Hejnice", "Heřmanice", "Hodkovice", "Chrastava", "Jablonec",
        "Rynoltice", "Řasnice", "Staré", "Stráž", "Stráž nad Nisou", "Šimonovice", "Zákupy", "Žďár", "Ždírec",
    ]  # fmt: skip


def test_accents_decide_only_between_equal_letters():
    assert sort_key("Lida") < sort_key("Lída") < sort_key("Lidb")
    assert sort_key("Úpa") < sort_key("Upice")


def test_the_key_is_made_of_digits_so_every_locale_agrees():
    assert sort_key("Ústí nad Orlicí – střed 2").isdigit()


def test_folding_drops_diacritics_case_and_spare_spaces():
    assert folded("  Příšerně  Žluťoučký kůň ") == "priserne zlutoucky kun"
