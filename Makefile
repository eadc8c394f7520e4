# One word each. `make run` runs it, `make test` tests it; a fresh Debian, Ubuntu or macOS needs only Python 3.11+.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON := .venv/bin/python
BUILT := src/hundred/interfaces/web/static/built/hundred.css
HOST ?= 127.0.0.1
PORT ?= 8000
DEMO ?= demo-region

.PHONY: help run test quick check bench pollution reference clean lock assets journeys-ready

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/ready $(BUILT) ## make the demo region and serve it
	.venv/bin/hundred demo $(DEMO) --host $(HOST) --port $(PORT)

test: .venv/ready $(BUILT) journeys-ready ## every test
	$(PYTHON) -m pytest -n 2 --dist worksteal

quick: .venv/ready $(BUILT) ## the tests that finish within a minute
	$(PYTHON) -m pytest -n 2 --dist worksteal -m "not slow and not browser and not postgres and not real"

check: .venv/ready ## format, lint, types, contracts, templates, migrations
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) tools/check_django.py

bench: .venv/ready $(BUILT) ## ratios against raw DuckDB and a peer, in one run
	$(PYTHON) -m bench

pollution: .venv/ready ## how well files that are polluted in every way are read, of 10 points
	cd tests && PYTHONPATH=../src ../$(PYTHON) -m conformance.pollution

reference: .venv/ready ## write the generated parts of docs/reference
	$(PYTHON) tools/write_reference.py

clean: ## remove everything that was built (not your regions)
	rm -rf .venv node_modules $(dir $(BUILT)) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

lock: .venv/uv ## pin the newest allowed versions
	.venv/uv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--group dev pyproject.toml -o requirements.lock --custom-compile-command "make lock"

assets: ## build the page assets anew
	rm -f $(BUILT) && $(MAKE) $(BUILT)

.venv/ready: requirements.lock pyproject.toml tools/make_environment.sh
	tools/make_environment.sh
	@touch $@

.venv/uv:
	tools/make_environment.sh uv

$(BUILT): package-lock.json $(shell find src/hundred/interfaces/web/assets -type f 2>/dev/null) | .venv/ready
	tools/build_assets.sh
	@touch $@

journeys-ready: ## find or install what browser and PostgreSQL tests need
	@tools/find_services.sh
