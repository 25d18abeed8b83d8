# make demo   from nothing to a graph of the five seed articles, in out/
# make test   from nothing to all checks: ruff, mypy, pytest
#
# make codebook   learn to code the shipped codebook again, from its examples
#
# make ontology   write docs/ontology.html again, from ontology/newskg.ttl
#
# The first two make their own virtual environment in .venv; run again, they install nothing.
# PYTHON=python3.12 chooses the interpreter, PYTEST_ARGS='-k journal' what pytest gets.

PYTHON ?= python3
VENV ?= .venv
PYTEST_ARGS ?= -m "not slow"
bin := $(VENV)/bin

.PHONY: help demo test format codebook ontology clean
help:
	@sed -n '/^$$/q; s/^# \{0,1\}//p' Makefile

demo: $(VENV)/.demo
	$(bin)/kg build seeds -o out
	@echo
	@echo "The graph stands in out/. To look at it:"
	@echo "  $(bin)/kg query who-said-what       every statement with its speaker and date"
	@echo "  $(bin)/kg query most-quoted         who speaks most ($(bin)/kg query --list: more)"
	@echo "  $(bin)/kg show seeds/000*           one article with its statements marked"
	@echo "  out/statements.csv                  the statements for a spreadsheet"
	@echo "  out/graph.ttl                       the graph as RDF"
	@echo "  out/graph.gexf                      the network for Gephi"

test: $(VENV)/.dev
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/python -m pytest $(PYTEST_ARGS)

format: $(VENV)/.dev
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

codebook: $(VENV)/.demo
	$(bin)/kg codebook train ontology/codebook.examples.jsonl

ontology: $(VENV)/.demo
	$(bin)/python -m kg.ontology_page docs/ontology.html

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# A stamp for what is installed: written last, so that an installation that broke off starts again.
$(VENV)/.demo: pyproject.toml | python
	$(PYTHON) -m venv $(VENV)
	$(bin)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | python
	$(PYTHON) -m venv $(VENV)
	$(bin)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.demo

.PHONY: python
python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "kg needs Python 3.11 or later: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian: python3-venv)" >&2; exit 2; }
