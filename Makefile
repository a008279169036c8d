# Two commands are enough: `make site` and `make test`. The rest is for daily work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A folder wheelhouse/ (made by `make wheelhouse`) stands in for the network.
FROM := $(if $(wildcard wheelhouse),--no-index --find-links wheelhouse)
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check $(FROM)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra build
FOR ?=
# Another kind of machine: make wheelhouse FOR="--platform manylinux_2_28_aarch64 --python-version 3.11"

.PHONY: site serve test parts pictures explore lock wheelhouse clean

site: $(VENV)/.ready
	$(BIN)/review build

serve: $(VENV)/.ready
	$(BIN)/review serve

test: $(VENV)/.tested
	$(BIN)/ruff check hooks tests bench
	$(BIN)/mypy & types=$$!; $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder; told=$$?; wait $$types && exit $$told

# A site with a page that shows every part of the design, for work on its looks.
parts: $(VENV)/.tested
	$(BIN)/python tests/parts.py build/parts

# The pictures of the guides and of README, anew: after a change of what they show.
pictures: $(VENV)/.tested site
	$(BIN)/python tests/guide_pictures.py

# New random examples for the properties, where `make test` takes the same ones each time.
explore: $(VENV)/.tested
	EXPLORE=1 $(BIN)/pytest -n auto --dist loadfile -m hypothesis

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.tested: $(VENV)/.ready requirements-test.lock tests/packages.txt
	$(INSTALL) --require-hashes -r requirements-test.lock
	tests/system-packages
	touch $@

lock: $(VENV)/.ready
	$(INSTALL) uv
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --extra edit -c requirements.lock pyproject.toml -o requirements-edit.lock
	$(COMPILE) --extra cluster -c requirements.lock pyproject.toml -o requirements-cluster.lock
	$(COMPILE) --extra test -c requirements.lock pyproject.toml -o requirements-test.lock

# All that a machine without internet needs, in build/offline.tar: the repository and its packages, the editor's too.
wheelhouse: $(VENV)/.ready
	rm -rf build/wheelhouse
	$(BIN)/pip download --quiet $(FROM) --require-hashes --only-binary=:all: $(FOR) -d build/wheelhouse -r requirements-edit.lock
	$(BIN)/pip wheel --quiet --no-deps --no-build-isolation -w build/wheelhouse .
	git bundle create --quiet build/library.bundle HEAD $$(git branch --show-current)
	tar -C build -cf build/offline.tar library.bundle wheelhouse

clean:
	rm -rf $(VENV) .cache .mypy_cache build site
