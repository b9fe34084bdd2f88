# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8501

.PHONY: run test lint types imports sql docs tests audit soak bench pictures browser-packages screenshots clean

run: .venv/production  ## the dashboard in the browser, drawn from the sample ledgers until you load your own
	$(BIN)/python -m supervision serve --address $(ADDRESS) --port $(PORT)

# Two things at a time, as each keeps one core busy or waits for the network; the tests are two at a time by themselves.
test:  ## everything that CI runs
	$(MAKE) -j2 .venv/tests browser-packages
	$(MAKE) -j2 lint types imports sql
	$(MAKE) tests

lint: .venv/tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/tests
	$(BIN)/mypy

imports: .venv/tests
	$(BIN)/lint-imports

sql: .venv/tests
	$(BIN)/sqlfluff lint queries

tests: .venv/tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup --durations=25 tests

audit:  ## known holes in what production needs; asks a service on the internet
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	.venv/audit/bin/pip-audit --strict --requirement requirements.txt

soak: .venv/tests  ## forty times as many drawn cases, then the long forms of tests/reliability; some hours
	SUPERVISION_TIMES=40 $(BIN)/python -m pytest -n 2 --dist loadgroup tests/independent tests/intake tests/releases tests/spec
	$(BIN)/python -m tests.reliability.readers 60
	$(BIN)/python -m tests.reliability.crash --kills 1000
	$(BIN)/python -m tests.reliability.uploads --kills 1000
	$(BIN)/python -m tests.reliability.disk --faults 1000
	$(BIN)/python -m tests.reliability.planted
	$(BIN)/python -m tests.reliability.together --operations 20000
	$(BIN)/python -m tests.reliability.fuzz --inputs 1000000 --workers 2
	$(BIN)/python -m tests.reliability.fuzz --inputs 3000 --workers 2 --only page

bench: .venv/tests browser-packages  ## docs/performance.md anew, on a quiet machine; SECTIONS="intake" for some of it
	$(BIN)/python -m tests.bench $(SECTIONS)

pictures: .venv/tests browser-packages  ## every page in both languages and themes, desk and phone, left in artefacts/
	SUPERVISION_ARTEFACTS=artefacts $(BIN)/python -m pytest tests/browser/test_every_page.py tests/browser/test_wall.py

docs: .venv/production  ## write docs/ledgers.md and docs/metrics.md anew from the declarations
	$(BIN)/python -m supervision.exports.reference_pages

screenshots: .venv/tests browser-packages  ## the README's picture, taken by the browser test
	SUPERVISION_README_SCREENSHOT=1 $(BIN)/python -m pytest tests/browser -k screenshot

# The browser tests drive the system's Chromium, need Chinese fonts, and nginx to stand behind. As root on Debian they
# are installed here; so is Chromium without windows, which takes a fifth less of the processor, where only the whole is.
PACKAGES := fonts-noto-cjk fontconfig nginx-light openssl
INSTALL := DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PACKAGES)
browser-packages:
	@PATH="$$PATH:/usr/sbin"; has() { command -v "$$1" >/dev/null; }; \
	if { ! has chromium-headless-shell && ! has chromium; } || ! has nginx || ! fc-list :lang=zh 2>/dev/null | grep -q .; then \
		if [ "$$(id -u)" = 0 ]; then apt-get update -qq; $(INSTALL) chromium-headless-shell || $(INSTALL) chromium; \
		else echo "Install these first: sudo apt-get install chromium $(PACKAGES)" >&2; exit 1; fi; \
	elif ! has chromium-headless-shell && has apt-get && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && $(INSTALL) chromium-headless-shell || echo "Chromium is driven with its windows."; fi

.venv/production: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

# All at once, for which production's need not be there: tests/requirements.txt names them too.
.venv/tests: requirements.txt tests/requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch .venv/production $@

clean:
	rm -rf .venv
