# `make` lists what there is. Another Python than python3: make run PYTHON=python3.12

PYTHON ?= python3
UV ?= uv
VENV_PYTHON = .venv/bin/python
LANGUAGES = fr es ar zh_Hans ru vi
COMPILE = $(UV) pip compile pyproject.toml --universal --generate-hashes \
	--no-emit-index-url --no-annotate --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check bench format lock messages python tools

help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## Install what is needed and serve the portal at http://127.0.0.1:8000 (PORT=9000 for another)
	@exec $(PYTHON) uncac_portal/start.py run

test: tools ## Run the tests on SQLite and on PostgreSQL (ARGS="-k agenda" to choose; DATABASE_URL for one database)
	@exec $(VENV_PYTHON) .ci/test.py $(ARGS)

check: tools ## Run the formatters, linters, types, import contracts and Django's own checks
	@exec $(VENV_PYTHON) .ci/check.py

bench: tools ## Measure what the portal costs, on both databases (ARGS="kept lists" to choose, ARGS=--help to learn more)
	@exec $(VENV_PYTHON) -m tests.benchmarks $(ARGS)

format: tools ## Put Python files and templates into the agreed form
	@$(VENV_PYTHON) -m ruff check --fix-only --quiet .
	@$(VENV_PYTHON) -m ruff format --quiet .
	@$(VENV_PYTHON) -m djlint --reformat --quiet templates || true

lock: ## Solve the dependencies of pyproject.toml into the lock files (ARGS=--upgrade for newer ones)
	@command -v $(UV) >/dev/null || { echo "uv is missing. Install it, for example with: pipx install uv" >&2; exit 1; }
	$(COMPILE) $(ARGS) --output-file requirements.txt
	$(COMPILE) $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt

messages: tools ## Collect the sentences to translate into uncac_portal/locale
	@command -v xgettext >/dev/null || { echo "xgettext is missing. Install it, on Debian and Ubuntu with: sudo apt install gettext" >&2; exit 1; }
	DEBUG=on $(VENV_PYTHON) manage.py makemessages $(LANGUAGES:%=--locale %) \
		--no-wrap --add-location file --ignore .venv --ignore var --ignore tests \
		--ignore '*/admin/*' --ignore '*/models/*' --ignore 'workbench*' --ignore admin_site.py

python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found. Install Python 3.11 or newer, on Debian and Ubuntu with: sudo apt install python3 python3-venv" >&2; exit 1; }

tools: python
	@$(PYTHON) uncac_portal/start.py tools
