# Two commands are enough: `make site` and `make test`. The rest is for daily work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site serve test lock clean

site: $(VENV)/.ready
	$(BIN)/review build

serve: $(VENV)/.ready
	$(BIN)/mkdocs serve

test: $(VENV)/.tested
	$(BIN)/ruff check hooks tests bench
	$(BIN)/pytest

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tested: $(VENV)/.ready requirements-test.lock tests/packages.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.lock
	tests/system-packages
	touch $@

lock: $(VENV)/.ready
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

clean:
	rm -rf $(VENV) .cache site
