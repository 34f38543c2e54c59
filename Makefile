# What can be done here: make help

SHELL := /bin/sh
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON := .venv/bin/python
INSTALLED := .venv/.installed
READY_FOR_TESTS := .venv/.ready_for_tests
PYTEST := $(PYTHON) -m pytest

# pip's output, cut down to a number that grows; the whole of it is in .venv/install.log
define install
	@rm -f $@
	@{ $(PYTHON) -m pip install --disable-pip-version-check -c constraints.txt $(1) 2>&1 && touch $@; } \
	| tee .venv/install.log | { n=0; while IFS= read -r line; do case "$$line" in \
	  Collecting*|Processing*|"Requirement already satisfied"*) n=$$((n + 1)); printf '\r  %s packages' "$$n" ;; \
	  "Installing collected packages"*) printf '\n  putting them in place ...' ;; \
	esac; done; echo; }
	@test -e $@ || { tail -n 20 .venv/install.log >&2; echo "The installation did not work; above is why. Run make again when it can." >&2; exit 1; }
endef

.PHONY: help
help: ## what can be done here
	@echo "make TARGET, where TARGET is one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

.PHONY: workshop
workshop: $(INSTALLED) ## start a session on the sample journey; the first time this also installs (ARGS="--local" and so on)
	@.venv/bin/journeykit serve $(ARGS)

.PHONY: test
test: check unit notebooks js browser ## everything that must hold before a change goes in; does its own set-up
	@echo "All tests passed."

.PHONY: check
check: $(READY_FOR_TESTS) ## style and types
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

.PHONY: unit
unit: $(READY_FOR_TESTS) ## the fast tests
	$(PYTEST) -m "not browser and not install and not system"

.PHONY: notebooks
notebooks: $(READY_FOR_TESTS) ## run every notebook and compare its outputs with those kept in it
	$(PYTEST) --nbval --nbval-current-env exercises notebooks

.PHONY: js
js: $(READY_FOR_TESTS) ## the widgets' JavaScript
	node=$$($(PYTHON) tests/programs.py node) && "$$node" --test $$(find tests/js -name '*.test.*js')

.PHONY: browser
browser: $(READY_FOR_TESTS) ## whole sessions in Chromium, and an installation from nothing
	chromium=$$($(PYTHON) tests/programs.py chromium) && JOURNEYKIT_CHROMIUM="$$chromium" $(PYTEST) -m "browser or install"

.PHONY: test-system
test-system: $(READY_FOR_TESTS) ## the tests that need packages of the operating system
	@$(PYTEST) -m system; code=$$?; \
	if [ $$code -eq 5 ]; then echo "There is no system test yet: nothing was tested here."; exit 0; fi; exit $$code

.PHONY: benchmarks
benchmarks: $(READY_FOR_TESTS) ## measure how fast it is and draw the README's picture: 45 minutes on a quiet machine
	for each in burst memory everybody counted idle cold_page chart; do $(PYTHON) benchmarks/$$each.py || exit 1; done

.PHONY: format
format: $(READY_FOR_TESTS) ## put the sources into their one style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: words
words: $(READY_FOR_TESTS) ## take every text into the catalogues, and compile them
	$(PYTHON) tests/renew_words.py

.PHONY: front
front: $(READY_FOR_TESTS) ## build the script of the pages, after a change in journeykit/server/front
	$(PYTHON) tests/build_front.py

.PHONY: clean
clean: ## remove what make made; sessions are kept, they lie elsewhere
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis journeykit/server/front/node_modules

$(PYTHON):
	@for each in python3 python3.13 python3.12 python3.11; do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$each; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "journeykit needs Python 3.11 or newer, and none was found here. Install one, then run make again." >&2; exit 1; \
	fi; \
	echo "Making an environment in .venv with $$("$$found" --version)"; \
	"$$found" -m venv .venv || { rm -rf .venv; \
	  echo "This Python cannot make environments; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): pyproject.toml constraints.txt | $(PYTHON)
	@echo "Installing journeykit (the first time this takes a minute or two)"
	$(call install,-e .)

$(READY_FOR_TESTS): pyproject.toml constraints.txt | $(PYTHON)
	@echo "Installing journeykit and what its tests need"
	$(call install,-e ".[lab$(comma)test]")
	@touch $(INSTALLED)

comma := ,
