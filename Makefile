# `make help` lists the targets. Everything runs with one profile, so that dependencies are built once.
CARGO_TARGET_DIR ?= $(CURDIR)/target
export CARGO_TARGET_DIR
TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/unspool/tools
PYTHON ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/unspool/python/bin/python
UNSPOOL := $(CARGO_TARGET_DIR)/release/unspool
export PATH := $(TOOLS)/bin:$(PATH)
export INSTA_UPDATE ?= no

.PHONY: help datasets test check snapshots bench bench-formats conformance eval model docs tools binary fmt lint strict-snapshots api-docs audit twice readers

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

binary:
	cargo build --release --locked -p unspool

datasets: binary ## rebuild every dataset of pipelines/ into data/datasets/
	$(UNSPOOL) build

test: binary ## run all tests
	cargo nextest run --release --locked --workspace
	cargo test --release --locked --workspace --doc

check: fmt lint test strict-snapshots api-docs audit twice readers ## everything that CI checks
	@echo "make check: all green"

eval: binary ## score the extractors against data/gold/
	@for gold in data/gold/*.jsonl; do echo "$$gold"; $(UNSPOOL) eval $$gold || exit 1; done
	@cargo run --quiet --release --locked -p unspool-derive --example topics -- folds $(TOPICS) data/gold/unseen.jsonl

snapshots: binary ## run the tests and review changed snapshots
	cargo insta test --release --review --unreferenced=delete -p unspool-snapshots

bench: binary ## time the stages and the whole (with MEGABYTES=1024, each format as well)
	cargo bench --profile release -p unspool-pipeline --bench stages
	cargo run --release -p unspool-pipeline --example generate -- 100000 $(CARGO_TARGET_DIR)/bench/posts.jsonl
	python3 crates/pipeline/benches/whole.py $(UNSPOOL) $(CARGO_TARGET_DIR)/bench/posts.jsonl
	$(if $(MEGABYTES),$(MAKE) bench-formats)

bench-formats: binary ## time each format on a generated dump (MEGABYTES=1024)
	python3 crates/pipeline/benches/formats.py $(UNSPOOL) $(CARGO_TARGET_DIR)/bench/formats $(or $(MEGABYTES),1024)

conformance: binary ## run the outside measures of ../shared, where they are there (VERBOSE=1 shows failures)
	$(UNSPOOL) eval ../shared/gold/seed.jsonl --dumps data/raw
	cargo run --quiet --release --locked -p unspool-pipeline --example conformance -- ../shared/conformance/recognizers-text data/gold/recognizers-exceptions.csv $(if $(VERBOSE),--verbose)
	$(PYTHON) -c 'import json, yaml; print(json.dumps(yaml.safe_load(open("../shared/conformance/twitter-text/extract.yml"))))' > $(CARGO_TARGET_DIR)/twitter-text.json
	cargo run --quiet --release --locked -p unspool-pipeline --example twitter_text -- $(CARGO_TARGET_DIR)/twitter-text.json $(if $(VERBOSE),--verbose)
	$(UNSPOOL) run ../shared/conformance/x-api-v2/*.jsonl --out $(CARGO_TARGET_DIR)/x-api-v2
	cargo run --quiet --release --locked -p unspool-derive --example model -- folds ../shared/conformance $(POSTS)

POSTS := data/models/posts.jsonl
TOPICS := $(POSTS) data/gold/regions.jsonl data/gold/topics.jsonl data/gold/seed.jsonl:5

model: ## train the models of names (from ../shared/conformance and posts of our own) and of topics
	cargo run --quiet --release --locked -p unspool-derive --example model -- train ../shared/conformance $(POSTS) data/models/names.bin
	cargo run --quiet --release --locked -p unspool-derive --example topics -- train data/models/topics.bin $(TOPICS)

docs: binary ## write the generated page docs/DATASETS.md
	$(UNSPOOL) schema --format markdown > docs/DATASETS.md

tools: ## install what `make check` needs beside cargo: cargo-insta, cargo-deny, the Python readers
	sh .ci/tools

fmt:
	cargo fmt --all --check

lint:
	cargo clippy --release --locked --workspace --all-targets -- -D warnings

strict-snapshots:
	INSTA_UPDATE=no cargo insta test --check --unreferenced=reject --release --workspace --test-runner nextest --disable-nextest-doctest

api-docs:
	RUSTDOCFLAGS="-D warnings" cargo doc --release --locked --workspace --no-deps --document-private-items

audit:
	cargo deny --locked check bans licenses sources

twice: binary
	$(UNSPOOL) build
	rm -rf $(CARGO_TARGET_DIR)/twice && cp -r data/datasets $(CARGO_TARGET_DIR)/twice
	$(UNSPOOL) build --workers 1
	diff -r data/datasets $(CARGO_TARGET_DIR)/twice
	for dataset in data/datasets/*/; do $(UNSPOOL) check $$dataset || exit 1; done

readers: binary
	$(UNSPOOL) build
	$(UNSPOOL) run snapshots/inputs/dumps/* --platform x --out $(CARGO_TARGET_DIR)/layouts
	for dataset in data/datasets/*/ $(CARGO_TARGET_DIR)/layouts; do $(PYTHON) .ci/readers.py $$dataset || exit 1; done
