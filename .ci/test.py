"""Runs the tests: what `make test` calls, with pytest's own arguments if any.

With DATABASE_URL they run once, on that database. Without it they run on SQLite, and again on a
private PostgreSQL server where its programs are found.
"""

import os
import sys
from pathlib import Path

from with_postgres import Runner, find_programs

PYTEST = [sys.executable, "-m", "pytest", "--numprocesses=auto", "--maxprocesses=4"]
PYTEST += ["--dist=loadfile"]  # what a file sets up, it sets up once
WITH_POSTGRES = [sys.executable, ".ci/with_postgres.py"]
ONCE = ["tests/browser", "tests/test_file_storage.py", "tests/test_seed_demo.py"]
ONCE += ["*_papers.py", "*_pages.py", "*/test_page_heads.py", "*/test_architecture.py"]
ONCE += ["*/test_catalogues.py", "*/test_drawings.py", "*_texts.py", "*/test_reading.py"]
ONCE += ["*/test_second_factor.py", "*/test_staff_pages.py"]
IN_CI = os.environ.get("CI") == "true"


def main(arguments: list[str]) -> int:
    os.chdir(Path(__file__).resolve().parent.parent)
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # pyproject.toml names the tests' own
    pytest = [*PYTEST, *arguments]
    runner = Runner()
    if os.environ.get("DATABASE_URL"):
        say("Tests on the database that DATABASE_URL names")
        return runner.run(pytest)
    say("Tests on SQLite")
    code = runner.run(pytest)
    if runner.interrupted_by:
        return code
    if find_programs() is None:
        say("No tests on PostgreSQL: the programs of its server (initdb, pg_ctl) were not found")
        return code or int(IN_CI)
    say("Tests on PostgreSQL")
    # What a browser shows, how pages are worded and papers set, how texts and files are read, how
    # one signs in, where files are stored and what is invented does not depend on the database;
    # once is enough, and takes long enough. Every page is still asked for there, by the tests of
    # queries, of access and of privacy.
    elsewhere = [] if arguments else [f"--ignore-glob={path}" for path in ONCE]
    return runner.run([*WITH_POSTGRES, *pytest, *elsewhere]) or code


def say(line: str) -> None:
    print(f"\n{line}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
