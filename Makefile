# `make help` lists what can be asked for; `make check` is what continuous integration runs.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
export PYTHON
VENV := .venv
BIN := $(VENV)/bin

# A virtual environment belongs to one pyproject.toml, one folder and one Python.
KEY := $(shell { cat pyproject.toml; pwd; $(PYTHON) --version; } 2>&1 | cksum | cut -d' ' -f1)
DEMO := $(VENV)/.demo-$(KEY)
DEV := $(VENV)/.dev-$(KEY)
READY := $(VENV)/.ready-$(KEY)-$(shell cksum < tests/bootstrap.sh | cut -d' ' -f1)

# T=ledger or T=billing/void_invoice: one quick run of what carries that name. Else four processes,
# as each waits now and then: they begin in different folders and take what another has not begun.
# AT='2027-02-28 23:50' ZONE=Pacific/Kiritimati PACE=0.1: elsewhere, at another time, ten times as fast.
ELSEWHEN := $(if $(AT)$(ZONE)$(PACE),$(BIN)/python -m tests.tools.elsewhen --at '$(AT)' --zone '$(ZONE)' \
	--pace '$(PACE)' --)
PYTEST := $(ELSEWHEN) $(BIN)/pytest $(if $(T),-n 0 -k '$(T)',-n 4 --dist worksteal --durations 15)
# Marks, which pyproject.toml explains: what takes long, what goes on for minutes, what no server changes.
SHORT := $(if $(T),,-m 'not long and not torture')
NEWEST := $(if $(T),,-m 'not long and not torture and not once')

.NOTPARALLEL:
.PHONY: help dev demo demo-stop psql load test test-long test-newest torture model months elsewhen check lint seal \
	guards docs where new-function new-migration bench mutants edges wheel clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: $(READY) ## Make the virtual environment, and install what the tests use where that is allowed

demo: $(DEMO) ## Start a PostgreSQL of its own in .tolsel with sample books in it
	@$(BIN)/tolsel demo

demo-stop: ## Stop the demo's PostgreSQL; its data stays
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m tolsel.demo.server stop; fi

psql: $(DEMO) ## Open psql in the demo's database
	@$(BIN)/python -m tolsel.demo.server psql

load: $(DEMO) ## Bring the demo's database up to the files in migrations/ and sql/
	@url=$$($(BIN)/python -m tolsel.demo.server start) && \
	    TOLSEL_URL=$$url $(BIN)/tolsel init && TOLSEL_URL=$$url $(BIN)/tolsel migrate

test: $(READY) ## Run the tests on the oldest PostgreSQL here; T=ledger or T=ledger/post_journal narrows
	@$(PYTEST) $(SHORT)

test-long: $(READY) ## Run only the tests that take long, on the oldest
	@$(PYTEST) -m long

# The embedded server is the newest. Where it is the only one, the tests have run on it.
test-newest: $(READY) ## Run the tests on the newest, too: all that a server may change
	@if ls /usr/lib/postgresql/1[5-9]/bin/postgres >/dev/null 2>&1; then \
	    TOLSEL_PG_BIN=embedded $(PYTEST) $(NEWEST); \
	else \
	    echo "NOT HERE: PostgreSQL from the system; the tests run on the embedded server only"; \
	fi

torture: $(READY) ## Run what goes on for long: models, months, a kill at every statement; before a release
	@$(PYTEST) -m torture

model: $(READY) ## Run 10,000 commands each on ledger and billing beside models, and 10,000 histories through all reports
	@TOLSEL_MODEL=long $(BIN)/pytest -n 0 tests/model

months: $(READY) ## Let months pass over six zones with jobs disturbed, a year of queues, a bank's history
	@TOLSEL_MONTHS=long $(BIN)/pytest -n 0 tests/jobs/test_months.py tests/jobs/test_queue_year.py \
	    tests/python/test_queue_bank.py tests/python/test_bank_history.py

elsewhen: $(READY) ## Run the tests at nine other times, zones and paces; AT= ZONE= PACE= with make test for one
	@$(BIN)/python -m tests.tools.elsewhen --everywhere -- $(PYTEST) $(SHORT)

check: $(READY) lint ## What is asked of each change: lint, types, seals, tests, on both servers
	@$(PYTEST) -m 'not torture'
	@$(MAKE) test-newest

lint: $(DEV) ## Check style, types and the seals of the migrations
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/python -m tests.tools.seal --check

seal: $(DEV) ## Seal the migrations for a release: SHA256SUMS then forbids to edit them
	@$(BIN)/python -m tests.tools.seal

guards: $(READY) ## Write down what is installed: guard by guard on two servers, and the calls of the Python client
	@$(BIN)/python -m tests.tools.guards

docs: $(DEV) ## Write the lists in the README files anew
	@$(BIN)/python -m tests.tools.docs

where: $(DEV) ## Print the functions and views that read or write a table: T=ledger.entry
	@$(BIN)/python -m tests.tools.where $(T)

new-function: $(DEV) ## Begin a function and its test from the template: F=ledger.void_journal
	@$(BIN)/python -m tests.tools.new function $(F)

new-migration: $(DEV) ## Begin a migration and its way back: N=ledger_add_note
	@$(BIN)/python -m tests.tools.new migration $(N)

bench: $(READY) ## Measure, for minutes; T=posting narrows
	@$(BIN)/python -m tests.bench $(T)

mutants: $(READY) ## Put faults into the code, one at a time, and say which no test sees: N= SEED= T= KIND=
	@$(BIN)/python -m tests.mutants

edges: $(READY) ## Write the rows at the edge of each constraint anew, which tests/house/test_edges.py holds it to
	@$(BIN)/python -m tests.mutants.edges

wheel: $(DEV) ## Build the wheel into dist/
	@$(BIN)/python -m hatchling build -t wheel

clean: ## Remove everything that was made here, the demo's data too
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m tolsel.demo.server remove; fi
	rm -rf .venv .tolsel dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find python tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(DEMO):
	@tests/venv.sh demo
	@touch $@

$(DEV):
	@tests/venv.sh test
	@touch $@ $(DEMO)

$(READY):
	@tests/bootstrap.sh
	@$(MAKE) -s $(DEV)
	@touch $@
