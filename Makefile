# A thin convenience: every target is `python3 dev.py TARGET`.
PYTHON ?= python3
.PHONY: demo test test-all check lock audit

demo:
	@$(PYTHON) dev.py demo $(if $(DATA),--data "$(DATA)") $(if $(PORT),--port $(PORT)) $(ARGS)

test test-all check lock audit:
	@$(PYTHON) dev.py $@ $(ARGS)
