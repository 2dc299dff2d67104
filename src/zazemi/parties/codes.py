"""The code list that this room needs for itself: legal forms of organisations."""

from pathlib import Path

from zazemi.kernel.codes import StartingList, codes, read_codes

LEGAL_FORMS = "legal_forms"

codes.register(
    LEGAL_FORMS,
    StartingList(
        key=LEGAL_FORMS,
        title_cs="Právní formy",
        title_en="Legal forms",
        purpose="Jakou právní formu organizace má.",
        source="ČSÚ, číselník právních forem; čísla nebyla ověřena",
        codes=read_codes(Path(__file__).with_name("starting") / f"{LEGAL_FORMS}.csv"),
    ),
)
