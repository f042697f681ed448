# Needs Python 3.11+ and pip; with Go, also the tools that check policies against real OPA.
PYTHON = python3
VENV = .venv
BIN = $(VENV)/bin
PYTEST = $(BIN)/python -m pytest

.PHONY: demo test test-long lint bench tools

# An allow, deny or review (exit 0, 1 or 3) is a verdict; 2 means that nobody could judge.
demo:
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet .
	@$(BIN)/licet check fixtures/manifests/support-bot.yaml; code=$$?; \
	case $$code in \
	  0) echo "exit code 0: allow, no encoded rule was breached";; \
	  1) echo "exit code 1: deny, as this manifest is meant to be";; \
	  3) echo "exit code 3: review, a human must decide";; \
	  *) echo "exit code $$code: could not judge"; exit $$code;; \
	esac

test: $(VENV)/tested tools
	@$(PYTEST)

test-long: $(VENV)/tested tools
	@$(PYTEST) -m long

lint: $(VENV)/tested tools
	@$(PYTEST) tests/test_rego_profile.py tests/test_conventions.py

bench: $(VENV)/tested
	@$(BIN)/python -m pip install --quiet --editable '.[test,bench]'
	@for script in benchmarks/*.py; do $(BIN)/python "$$script" || exit; done

tools:
	@$(PYTHON) tests/tools.py

$(VENV)/tested: pyproject.toml
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@
