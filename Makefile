# Everything happens in run.py, which works without make too: python run.py lab
PYTHON ?= python3

lab instructor test release notebooks format bench lock clean:
	@$(PYTHON) run.py $@

.DEFAULT_GOAL := help
help:
	@$(PYTHON) run.py help

.PHONY: lab instructor test release notebooks format bench lock clean help
