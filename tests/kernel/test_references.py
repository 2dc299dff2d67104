from zazemi.codelists.models import Code, CodeList
from zazemi.kernel.references import counts_of, foreign_keys_to
from zazemi.parties.models import Organisation


def test_foreign_keys_of_all_rooms_are_found_without_version_rows():
    found = [(key.model._meta.label_lower, key.name) for key in foreign_keys_to(CodeList)]
    assert found == [("codelists.code", "code_list")]
    labels = {key.model._meta.label_lower for key in foreign_keys_to(Organisation)}
    assert {"network.service", "accounts.mandate", "accounts.invitation"} <= labels
    assert not any("historical" in label for label in labels)


def test_records_are_counted_by_whom_they_point_at(db):
    key = foreign_keys_to(CodeList)[0]
    assert counts_of(key, []) == {}
    assert counts_of(key, [1, 2])[1] == 0
    assert key.model is Code
