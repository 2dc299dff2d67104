"""The code lists that several rooms share, with what they begin with."""

from pathlib import Path

from zazemi.kernel.codes import StartingList, codes, read_codes

STARTING = Path(__file__).with_name("starting")
OWN = "Zázemí"
MEMORANDA = "memoranda kraje a Agentury, praxe Agentury"

LISTS = (
    (
        "domains",
        ("Oblasti sociálního začleňování", "Domains of social inclusion"),
        "Čeho se týká memorandum, závazek, konzultace, cíl plánu.",
        MEMORANDA,
    ),
    (
        "target_groups",
        ("Cílové skupiny", "Target groups"),
        "Komu slouží služba, komu je určen cíl plánu nebo výzva. O jednotlivém člověku neříká nic.",
        "registr poskytovatelů sociálních služeb (MPSV); vazby na jeho číselník jen tam, kde jsou ověřené",
    ),
    (
        "funding_sources",
        ("Zdroje peněz", "Sources of money"),
        "Z čeho se platí služba, projekt nebo opatření plánu.",
        "zákon č. 108/2006 Sb., programy ESF a EFRR",
    ),
    (
        "support_types",
        ("Typy podpory Agentury", "Types of support by the Agency"),
        "V jaké spolupráci s Agenturou obec v který den byla; typy se v čase měnily.",
        "metodiky KPSVL, VDP a KPSV 2021+; co není ověřeno, je tak označeno",
    ),
    (
        "locality_types",
        ("Druhy vyloučených lokalit", "Kinds of excluded localities"),
        "Jak místo vypadá, nikdy kdo v něm žije.",
        OWN,
    ),
    (
        "organisation_roles",
        ("Role lidí v organizacích", "Roles of people in organisations"),
        "Čím člověk v organizaci je, ode dne do dne.",
        OWN,
    ),
    (
        "contact_roles",
        ("Druhy kontaktů", "Kinds of contacts"),
        "S čím se na koho v organizaci obrátit.",
        OWN,
    ),
    (
        "sectors",
        ("Sektory členů orgánů", "Sectors of members of bodies"),
        "Za jaký sektor člen v komisi nebo partnerství sedí.",
        OWN,
    ),
)

for key, (title_cs, title_en), purpose, source in LISTS:
    codes.register(
        key,
        StartingList(
            key=key,
            title_cs=title_cs,
            title_en=title_en,
            purpose=purpose,
            source=source,
            codes=read_codes(STARTING / f"{key}.csv"),
        ),
    )
