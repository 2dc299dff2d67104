"""Ask for known vulnerabilities and licences of every locked package.

The audit fails when a package is vulnerable, when fewer packages were audited than are locked
(an audit that could not ask would pass in silence otherwise), or when a licence is not one that we
may combine with EUPL-1.2.
"""

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "core.txt"
REFUSED = re.compile(r"AGPL|SSPL|BUSL|Commons Clause|Proprietary", re.IGNORECASE)


def locked() -> set[str]:
    """Return the names in the core lock that apply to this machine and are installed."""
    names = {
        match[1].lower() for match in re.finditer(r"^([A-Za-z0-9_.-]+)==", LOCK.read_text(), re.MULTILINE)
    }
    installed = {(dist.metadata["Name"] or "").lower().replace("_", "-") for dist in metadata.distributions()}
    return {name for name in names if name.replace("_", "-") in installed}


def licences(names: set[str]) -> list[str]:
    """Name the packages whose licence we may not ship with."""
    wrong = []
    for name in sorted(names):
        about = metadata.metadata(name)
        texts = [
            about.get("License-Expression") or "",
            about.get("License") or "",
            *(about.get_all("Classifier") or []),
        ]
        said = " ".join(text for text in texts if len(text) < 200)  # noqa: PLR2004 - a whole licence text is no name
        if REFUSED.search(said):
            wrong.append(f"{name}: {said}")
    return wrong


def main() -> int:
    """Run the audit and say what was found."""
    words = [
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        str(LOCK),
        "--require-hashes",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    names = locked()
    problems = [f"licence: {line}" for line in licences(names)]
    try:
        answers = json.loads(done.stdout)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        print(done.stderr.strip()[-2000:])
        print("audit: the vulnerability service could not be asked; nothing is proven")
        return 1
    audited = {answer["name"].lower() for answer in answers if "skip_reason" not in answer}
    problems += [f"not audited: {name}" for name in sorted(names - audited)]
    problems += [
        f"{answer['name']} {answer['version']}: {flaw['id']}"
        for answer in answers
        for flaw in answer.get("vulns", [])
    ]
    print("\n".join(problems) or f"audit: {len(audited)} packages, nothing known against them")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
