PYTHON ?= python3
BIN = .venv/bin

.PHONY: run test lint bench bench-ticket bench-start bench-check bench-window bench-import bench-bulk corpus pictures race crash clean

run: .venv/run
	$(BIN)/python main.py

# In order of quickness. Each process of tests has a PostgreSQL of its own.
test: lint
	$(BIN)/pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

# What takes longer than a test may. Each prints its figures.
bench: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/transition_cost.py $(ARGS)

bench-window: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/queue_speed.py $(ARGS)

bench-ticket: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/ticket_speed.py $(ARGS)

bench-start: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/start_speed.py $(ARGS)

bench-check: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/check_speed.py $(DATABASE)

bench-import: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/import_speed.py $(ARGS)

bench-bulk: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/bulk_speed.py $(ARGS)

# A large desk, such as `make corpus DATABASE=sqlite:///big.db TICKETS=100000`.
corpus: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/benchmarks/corpus.py $(DATABASE) --tickets $(or $(TICKETS),100000) $(ARGS)

# The README's pictures, taken by the tour.
pictures: .venv/test
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py tour build/tour --size 1440x860
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py tour build/tour-dark --size 1440x860 --dark
	mkdir -p docs/pictures
	cp build/tour/02-queue.png docs/pictures/queue.png
	cp build/tour/12-resolve.png docs/pictures/resolve.png
	cp build/tour-dark/13-resolve-done.png docs/pictures/dark.png

race: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/support/race.py $(ARGS)

crash: .venv/test
	PYTHONPATH=.:tests $(BIN)/python tests/support/crash.py $(ARGS)
	PYTHONPATH=.:tests $(BIN)/python tests/support/crash_files.py $(ARGS)
	PYTHONPATH=.:tests $(BIN)/python tests/support/crash_drafts.py $(ARGS)
	PYTHONPATH=.:tests $(BIN)/python tests/support/crash_backups.py $(ARGS)

clean:
	rm -rf .venv .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/run .venv/test: pyproject.toml .ci/constraints.txt .ci/prepare $(BIN)/python
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Firstline needs Python 3.11 or newer, which '$(PYTHON)' is not. Name one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) .ci/prepare $(@F)

# An interpreter that has gone, with a Python upgraded or removed, makes the stamps above stale.
$(BIN)/python: ;
