# Everything a developer or CI runs. Needs Python 3.11 or later and make; the rest it sets up itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup run test check evaluate bench faults format contract clients clean

help:  ## Show what can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(VENV)/.ready  ## Make the environment in .venv

$(VENV)/.ready: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Minutebook needs Python 3.11 or later; name one: make PYTHON=python3.11 …" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
	  { echo "This Python cannot make environments; install its venv module (python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv sync --locked --quiet --python $(BIN)/python
	@touch $@

run: setup  ## Serve on 127.0.0.1:8000 with a sample minute book
	$(BIN)/minutebook sample
	$(BIN)/minutebook serve

test: setup  ## Run the tests
	$(BIN)/pytest -q -n auto --dist worksteal --cov --cov-report=term:skip-covered
	$(BIN)/coverage report --include='events/*,projections/*' --fail-under=100
	$(BIN)/coverage report --fail-under=95 --format=total

check: setup  ## Check style, types, architecture, dependencies, migrations and the contract
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/minutebook openapi | cmp - openapi/openapi.json || \
	  { echo "openapi/openapi.json is not what is served; run make contract" >&2; exit 1; }

evaluate: setup  ## Score the reading of real minutes; MINUTEBOOK_CORPUS names their folder
	@test -n "$(MINUTEBOOK_CORPUS)" || \
	  { echo "set MINUTEBOOK_CORPUS to the folder of the corpus" >&2; exit 1; }
	$(BIN)/python "$(MINUTEBOOK_CORPUS)/score.py" --detail \
	  --run '$(BIN)/python -m service.intake {file}' \
	  "$(MINUTEBOOK_CORPUS)/seeds" "$(MINUTEBOOK_CORPUS)/public"

bench: setup  ## Measure speed; BENCH_JSON=FILE keeps the figures
	$(BIN)/python -m tests.bench $(if $(BENCH_JSON),--json $(BENCH_JSON))

faults: setup  ## Kill, fail over and race for a long time; FAULTS_JSON=FILE keeps the figures
	$(BIN)/python -m tests.faults $(if $(FAULTS_JSON),--json $(FAULTS_JSON))

contract: setup  ## Write the served contract to openapi/openapi.json
	$(BIN)/minutebook openapi > openapi/openapi.json

clients: setup  ## Make clients of the contract, in Python and (with node) in TypeScript
	PATH="$(CURDIR)/$(BIN):$$PATH" openapi-python-client generate --overwrite \
	  --path openapi/openapi.json --config openapi/python-client.yaml \
	  --output-path openapi/clients/python
	@command -v npm >/dev/null || \
	  { echo "the TypeScript client takes node and npm, which are not installed" >&2; exit 1; }
	npm ci --prefix openapi --no-audit --no-fund --ignore-scripts
	mkdir -p openapi/clients/typescript
	node openapi/typescript-client.mjs openapi/clients/typescript/minutebook.ts

format: setup  ## Put the code into the common form
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## Remove what was made
	rm -rf $(VENV) .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
