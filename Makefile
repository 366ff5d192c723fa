# `make` alone lists the commands. Each one sets up what it needs first: Python 3.11 to 3.13 and a network are enough.

PYTHON ?= python3
export PYTHON
unexport PYTHONHOME PYTHONPATH VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help run up test check test-slow test-postgres bench rules broken readme ready clean

help: ## Affiche cette liste
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  %-18s %s\n' "$$name" "$$text"; done

run: ready ## Installe, puis déroule la démonstration : candidatures, notation, commission, relances
	@.venv/bin/certiflow demo

up: ready ## Démarre le serveur Prefect avec tous les déploiements et leurs formulaires
	@.venv/bin/certiflow up

test: check ## Vérifie le code, puis lance les tests
	@.venv/bin/python -m tests.in_two

check: ready ## Vérifie le style, les types et le sens des dépendances
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test-slow: ready ## Lance les tests longs : charge, arrêts brutaux, machine neuve
	@.venv/bin/python -m pytest -m slow --timeout 1800

test-postgres: ready ## Lance les tests avec le registre sur PostgreSQL
	@.venv/bin/python -m pytest --ledger=postgres
	@.venv/bin/python -m pytest --ledger=postgres -m slow tests/workers tests/tasks/ledger --timeout 1800

bench: ready ## Mesure 1 000 candidatures et 10 000 dossiers, à côté de la même règle en boucle simple
	@.venv/bin/python -m tests.bench

rules: ready ## Compte les règles qu’un test prouve, et celles qui attendent
	@.venv/bin/python -m tests.rules_report

broken: ready ## Casse vingt règles au hasard dans une copie : leurs tests doivent le voir
	@.venv/bin/python -m tests.broken_rules

readme: ready ## Remet à jour le schéma du processus dans le README
	@.venv/bin/python -m tests.readme_parts

ready: ## Installe ou met à jour l’environnement .venv, et rien d’autre
	@sh .ci/set-up.sh

clean: ## Efface .venv et les caches, jamais vos données (dossier var)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
