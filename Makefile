# make run     set everything up and open Lode with the sample project
# make test    set everything up and pass the checks and tests; needs no display
# make lint    only the checks: format, style, types, layers
# make bench-import  measure the import (needs LODE_GOLD, the folder of the public test data)
# make bench-search  measure searching beside other engines (needs LODE_GOLD, too)
# make bench-desktop-search  the same with 10,000 articles beside Xapian and Recoll, which have
#              to be installed (on Debian recollcmd, python3-recoll and python3-xapian)
# make bench-tagging  measure tagging in a project of a million passages
# make bench-suggest  measure what is read in articles, beside quantulum3 and Microsoft's
#              Recognizers in an environment of their own (needs LODE_GOLD, too)
# make bench-analysis  measure what passages say together, beside matplotlib in that environment
#              (needs LODE_GOLD, too)
# make soak    look for anything that could be lost: kills, failing disks, damage, very many
#              steps (an hour; needs no public data)
# make screenshots  draw the pictures of docs/images again
# make clean   remove what was set up

.PHONY: run test lint soak bench-tagging bench-suggest bench-analysis bench-import bench-search bench-desktop-search screenshots clean

PYTHON_IN_VENV := .venv/bin/python
# Where the system keeps the bindings that no index of packages has.
SYSTEM_PACKAGES = $(shell /usr/bin/python3 -c 'import os, xapian; print(os.path.dirname(os.path.dirname(xapian.__file__)))')

run: .venv/ready-to-run
	@$(PYTHON_IN_VENV) main.py --sample

test: lint
	QT_QPA_PLATFORM=offscreen $(PYTHON_IN_VENV) -m pytest $(PYTEST_OPTIONS)

lint: .venv/ready-to-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench-import: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m benchmarks.extraction
	$(PYTHON_IN_VENV) -m benchmarks.hostile
	$(PYTHON_IN_VENV) -m benchmarks.near_duplicates
	$(PYTHON_IN_VENV) -m benchmarks.import_speed
	$(PYTHON_IN_VENV) -m benchmarks.import_stalls

bench-search: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m pip install -q --no-deps tantivy
	$(PYTHON_IN_VENV) -m benchmarks.search
	$(PYTHON_IN_VENV) -m benchmarks.search_stalls

bench-tagging: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m benchmarks.tagging

bench-suggest: .venv/ready-to-test .venv/peers
	$(PYTHON_IN_VENV) -m benchmarks.suggest --peers .venv/peers/bin/python

bench-analysis: .venv/ready-to-test .venv/peers
	$(PYTHON_IN_VENV) -m benchmarks.analysis

.venv/peers: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m venv $@
	$@/bin/python -m pip install -q quantulum3==0.10.0 recognizers-text-suite==1.0.2a2 emoji==1.1.0 matplotlib==3.11.2

soak: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m benchmarks.soak

bench-desktop-search: .venv/ready-to-test
	$(PYTHON_IN_VENV) -m pip install -q --no-deps tantivy
	PYTHONPATH=$(SYSTEM_PACKAGES) $(PYTHON_IN_VENV) -m benchmarks.search --articles 10000 --engines Lode tantivy Xapian Recoll

screenshots: .venv/ready-to-run
	$(PYTHON_IN_VENV) docs/take_screenshots.py

clean:
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.venv/ready-to-run .venv/ready-to-test: .venv/ready-to-%: pyproject.toml constraints.txt .ci/prepare.sh
	@.ci/prepare.sh $*
