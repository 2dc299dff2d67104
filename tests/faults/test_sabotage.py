"""Proof that the tests can fail: in a copy of the tree one fault is planted, and a named test must turn red.

Every fault is one replacement of a text that stands in its file exactly once. Only a test that FAILED
counts; a copy that cannot be imported or collected proves nothing.
Source:  reliability.md T15.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240
MISPLANTED = re.compile(r"\b(SyntaxError|NameError|ImportError|ModuleNotFoundError)\b")
OPENPYXL_INSTEAD_OF_CALAMINE = """\
from openpyxl import load_workbook
        sheet = load_workbook(path, read_only=True).active
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        return SheetRows(rows=rows, numbers=list(range(1, len(rows) + 1)), sheet=sheet.title, notes=[])
        with CalamineWorkbook.from_path(path) as book:"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """In ``file`` of the product stands ``new`` instead of ``old``; ``test`` must notice."""

    name: str
    file: str
    old: str
    new: str
    test: str


FAULTS = (
    Fault(
        name="SQLite takes its write lock only at the first write",
        file="config/settings.py",
        old='"transaction_mode": "IMMEDIATE"',
        new='"transaction_mode": "DEFERRED"',
        test="kernel/test_parallel.py::test_fifty_of_fifty_pairs_of_editors_keep_both_texts",
    ),
    Fault(
        name="a save does not compare versions",
        file="kernel/versions.py",
        old="if current.version != expected:",
        new="if False:",
        test="kernel/test_versions.py::test_the_second_of_two_editors_is_told_and_gets_base_and_current",
    ),
    Fault(
        name="a step is no transaction",
        file="kernel/steps.py",
        old="with transaction.atomic(durable=True):",
        new="if True:",
        test="kernel/test_versions.py::test_a_failed_step_writes_nothing_and_the_record_keeps_its_version",
    ),
    Fault(
        name="the digest leaves out the entry before",
        file="kernel/audit.py",
        old="hashlib.sha256(entry.previous.encode() + canonical(plain))",
        new="hashlib.sha256(canonical(plain))",
        test="kernel/test_chain.py::test_an_entry_forged_with_its_digest_is_found_at_the_next_one",
    ),
    Fault(
        name="nobody looks whether the entries follow each other",
        file="kernel/audit.py",
        old="if entry.previous != last.digest:",
        new="if False:",
        test="kernel/test_chain.py::test_an_entry_forged_with_its_digest_is_found_at_the_next_one",
    ),
    Fault(
        name="the triggers of the audit chain are not installed",
        file="kernel/triggers.py",
        old="wanted = missing(using)",
        new="wanted: list[str] = []",
        test="kernel/test_triggers.py::test_the_database_refuses_to_change_the_chain",
    ),
    Fault(
        name="a form sent twice is two records",
        file="kernel/formkeys.py",
        old="return FormKey.objects.get(key=claimed.key, user_id=claimed.user_id).result_url",
        new="return None",
        test="network/test_network_pages.py::test_a_form_sent_twice_makes_one_record",
    ),
    Fault(
        name="an address that is not listed is let through",
        file="accounts/middleware.py",
        old="            raise Http404\n",
        new="            return None\n",
        test="accounts/test_matrix.py::test_an_unlisted_page_is_not_there_even_for_an_administrator",
    ),
    Fault(
        name="every service is everybody's own",
        file="network/permissions.py",
        old="return record is not None and provider_id_of(record) in viewer.organisation_ids",
        new="return True",
        test="network/test_network_pages.py::test_a_provider_changes_its_own_and_a_foreign_one_answers_404",
    ),
    Fault(
        name="everybody sees every job",
        file="jobs/selectors.py",
        old="if sees_all_jobs(viewer) else",
        new="if True else",
        test="jobs/test_job_pages.py::test_a_foreign_job_is_not_there",
    ),
    Fault(
        name="a withdrawn mandate still counts",
        file="accounts/models.py",
        old=', f"{prefix}withdrawn_at": None})',
        new="})",
        test="accounts/test_sessions.py::test_a_withdrawn_mandate_counts_at_the_next_request",
    ),
    Fault(
        name="closing an account leaves its sessions alive",
        file="accounts/services.py",
        old="        current.session_epoch += 1\n",
        new="",
        test="accounts/test_sessions.py::test_a_closed_account_is_out_at_the_next_request",
    ),
    Fault(
        name="staff come in without a second factor",
        file="accounts/middleware.py",
        old="settings.MFA_REQUIRED and",
        new="False and",
        test="accounts/test_sessions.py::test_staff_without_a_second_factor_must_set_it_up_first",
    ),
    Fault(
        name="the link of an invitation works twice",
        file="accounts/models.py",
        old="return self.accepted_at is None and self.withdrawn_at is None",
        new="return self.withdrawn_at is None",
        test="accounts/test_invitations.py::test_a_link_opens_one_account_with_its_role",
    ),
    Fault(
        name="the reader believes the dimension of a sheet",
        file="intake/workbook.py",
        old="with CalamineWorkbook.from_path(path) as book:",
        new=OPENPYXL_INSTEAD_OF_CALAMINE,
        test="intake/test_reading_tables.py::test_a_lying_dimension_hides_no_row",
    ),
    Fault(
        name="a file with refused rows is stored",
        file="intake/services.py",
        old="if judged.rows_refused:",
        new="if False:",
        test="intake/test_import_steps.py::test_one_wrong_row_and_nothing_is_stored",
    ),
    Fault(
        name="an import is taken back over somebody's later work",
        file="intake/services.py",
        old="if not found.is_possible:",
        new="if False:",
        test="network/test_import_taken_back.py::test_a_later_change_by_a_person_refuses_it_and_says_who",
    ),
    Fault(
        name="a text is a formula in CSV",
        file="documents/csv_text.py",
        old='return f"\'{value}" if value.startswith(FORMULA_STARTS) else value',
        new="return value",
        test="documents/test_tables.py::test_no_text_starts_as_a_formula_in_csv",
    ),
    Fault(
        name="a text is a formula in a workbook",
        file="documents/xlsx.py",
        old='if cell.data_type != "s":',
        new="if False:",
        test="documents/test_tables.py::test_no_text_becomes_a_formula_in_a_workbook",
    ),
    Fault(
        name="the certificate does not look at the budget",
        file="planner/certify.py",
        old="spent <= problem.budget_czk",
        new="True",
        test="planner/test_certify.py::test_one_crown_over_the_budget_is_found",
    ),
    Fault(
        name="the lower threshold of the index is strict",
        file="measures/exclusion_index.py",
        old="values >= indicator_set.one_from()",
        new="values > indicator_set.one_from()",
        test="measures/test_exclusion_index.py::test_the_lower_threshold_is_inclusive_and_the_upper_one_strict",
    ),
    Fault(
        name="what one municipality does not need is lost",
        file="measures/serving.py",
        old="places = self._close(met, moment)",
        new="places = self._close(met, moment)[:0]",
        test="measures/test_serving.py::test_what_one_municipality_does_not_need_goes_to_the_other",
    ),
    Fault(
        name="without a register services are called missing",
        file="measures/verdict.py",
        old="if not facts.has_register:",
        new="if False:",
        test="measures/test_gaps.py::test_where_no_register_covers_the_territory_nothing_is_claimed",
    ),
    Fault(
        name="a backup by plain copy passes for a whole one",
        file="upkeep/services/verification.py",
        old="if head != manifest.head:",
        new="if False:",
        test="upkeep/test_drill.py::test_a_plain_copy_of_a_live_database_is_refused",
    ),
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A copy of the tree in which things may be broken."""

    root: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy, away from the database and the home of this run."""
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("ZAZEMI_", "PYTEST_", "DATABASE_URL", "DJANGO_SETTINGS", "COV_"))
        }
        home = self.root / "home"
        home.mkdir(exist_ok=True)
        paths = os.pathsep.join((str(self.root / "src"), str(self.root)))
        own = {"ZAZEMI_HOME": str(home), "ZAZEMI_TEST_SUFFIX": "_sabotage", "PYTHONPATH": paths}
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env={**kept, **own},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    def test(self, *tests: str) -> subprocess.CompletedProcess[str]:
        """Run the named tests of the copy."""
        calm = ("-q", "-p", "no:cacheprovider", "-p", "no:randomly", "--tb=line", "--create-db")
        return self.run("-m", "pytest", *calm, *(f"tests/{test}" for test in tests))

    @contextmanager
    def broken(self, fault: Fault) -> Iterator[None]:
        """Plant the fault, and take it away again with the old time of the file."""
        path = self.root / "src" / "zazemi" / fault.file
        whole, times = path.read_text(encoding="utf-8"), path.stat()
        assert whole.count(fault.old) == 1, f"“{fault.old}” must stand once in {fault.file}"
        path.write_text(whole.replace(fault.old, fault.new), encoding="utf-8")
        _forget_compiled(path)
        try:
            yield
        finally:
            path.write_text(whole, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            _forget_compiled(path)


def _forget_compiled(path: Path) -> None:
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        compiled.unlink()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("skipped: faults are planted once, over SQLite")
    root = tmp_path_factory.mktemp("sabotage")
    for folder in ("src", "tests"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "pyproject.toml", root)
    return Workshop(root)


def test_the_untouched_copy_passes_all_these_tests(workshop):
    where = workshop.run("-c", "import zazemi; print(zazemi.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(workshop.root), "the copy is what is tested"
    done = workshop.test(*sorted({fault.test for fault in FAULTS}))
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "skipped" not in done.stdout


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "_"))
def test_a_planted_fault_turns_a_named_test_red(workshop, fault):
    with workshop.broken(fault):
        done = workshop.test(fault.test)
    said = done.stdout[-3000:] + done.stderr[-1000:]
    assert done.returncode == 1, f"{fault.test} did not notice: {fault.name}\n{said}"
    failed = rf"^FAILED tests/{re.escape(fault.test)}(\[| |$)"
    assert re.search(failed, done.stdout, re.MULTILINE), said
    assert not MISPLANTED.search(done.stdout), said


def test_at_least_twenty_different_faults_are_planted():
    planted = {(fault.file, fault.old, fault.new) for fault in FAULTS}
    assert len(planted) == len(FAULTS) >= 20
