# `make` lists the targets.

CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/jobwright
MODEL := $(CACHE)/models/e5-small+use-m-v3
SMALL_MODEL := $(CACHE)/models/all-MiniLM-L6-v2
TARGET := $(or $(CARGO_TARGET_DIR),target)
# The gold standards of make quality: a folder with annotated resumes, and postings.
FIXTURES ?= ../shared/fixtures
# Restricts make bench and make durability: ONLY="feed match", ONLY=tasks-survive
ONLY ?=
# Runs per target of make fuzz-smoke.
RUNS ?= 10000
IMAGE ?= jobwright:latest
SBOM ?= jobwright.cdx.json
VERSION ?= Unreleased

.PHONY: help run web pages screens quality-web check test bench quality durability fuzz-smoke deploy-check image sbom \
    coach-client cv-client release-notes advisories model compiler node test-tools

help:
	@echo 'make run     build and start the program on http://127.0.0.1:8080 (data in ./data; Ctrl-C stops it)'
	@echo 'make web     development server of the web application, for a running program: http://127.0.0.1:5173/app/'
	@echo 'make screens screenshots of every page in both themes, in web/screens'
	@echo 'make quality-web   Lighthouse, interaction latency and transfer size of the main pages'
	@echo 'make check   fast checks while editing: format, lints, architecture tests, unit tests of the pure crates'
	@echo 'make test    everything CI runs: format, lints, tests, dependency rules, documentation'
	@echo 'make bench   benchmark the release build; prints `name value unit`  [ONLY="feed match"]'
	@echo 'make quality measure document parsing, skill recognition and search, beside other tools  [FIXTURES=../shared/fixtures]'
	@echo 'make durability   kill programs and databases under load, and verify acknowledged writes  [ONLY="tasks-survive"]'
	@echo 'make coach-client   the page of the coaching platform, unmodified, in a browser  [CLIENT=folder of the built page]'
	@echo 'make cv-client   scripts and page of the CV generator, unmodified  [CLIENT=folder of its checkout]'
	@echo 'make fuzz-smoke   fuzz every parser of foreign input, 10,000 runs each  [RUNS=100000]'
	@echo 'make deploy-check   check everything in deploy/ that one machine can run  [ONLY="compose team"]'
	@echo 'make image   build the container image with docker or podman  [IMAGE=jobwright:latest]'
	@echo 'make sbom    write the software bill of materials (CycloneDX)  [SBOM=jobwright.cdx.json]'
	@echo 'make model   fetch the local embedding models into $(CACHE)'

run: compiler pages
	@scripts/fetch-model '$(MODEL)' || echo 'continuing without it: with lexical embeddings'
	@echo 'building the program: some ten minutes the first time'
	@cargo build --release --package app
	@exec $(TARGET)/release/jobwright serve

# The web application that the program embeds: rebuilt when the packages or the sources change.
pages: web/dist/app/index.html

web/dist/app/index.html: web/node_modules/.package-lock.json web/index.html web/vite.config.ts web/preload.ts web/first-paint.js $(shell find web/src web/public web/checks -type f)
	npm --prefix web run --silent build

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | node
	npm --prefix web ci --no-audit --no-fund

web: web/node_modules/.package-lock.json
	npm --prefix web run --silent dev

screens: compiler pages
	@cargo build --package app --bin jobwright
	@CARGO_TARGET_DIR='$(abspath $(TARGET))' npm --prefix web run --silent screens

# The release build of `make run`, because a debug build would distort the measurements.
quality-web: compiler test-tools pages
	@cargo build --release --package app
	@JOBWRIGHT_BIN='$(abspath $(TARGET))/release/jobwright' npm --prefix web run --silent quality

test: compiler test-tools model
	@scripts/with-servers scripts/test

# Only the pure crates, which have few dependencies.
check: compiler test-tools
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo nextest run $(foreach crate,tests-architecture ports $(notdir $(wildcard domain/*)),\
	    --package $(if $(wildcard domain/$(crate)),domain-$(crate),$(crate)))

# Built together, program and benchmark have the features of `make run` and reuse its build. Alone, the benchmark would enable
# fewer features and rebuild most dependencies.
bench: compiler model
	@echo 'building the release: some ten minutes the first time'
	@cargo build --release --package app --package tests-bench
	@JOBWRIGHT_SERVERS_DIR='$(or $(TMPDIR),/tmp)' scripts/with-servers $(TARGET)/release/jobwright-bench $(ONLY)

# Only the child process that parses documents: the whole program takes ten minutes to build.
quality: compiler model
	@cargo build --release --package adapter-documents --package tests-quality
	@$(TARGET)/release/jobwright-quality '$(FIXTURES)'

# The debug build of the tests, which exists already; the results do not depend on speed.
durability: compiler
	@cargo build --workspace --bins --tests
	@scripts/with-servers $(TARGET)/debug/jobwright-durability $(ONLY)

# The debug build of the tests. Skipped where the page's repository cannot be had.
coach-client: compiler test-tools
	@cargo build --package app --bin jobwright
	@CARGO_TARGET_DIR='$(abspath $(TARGET))' scripts/coach-client $(CLIENT)

# Likewise.
cv-client: compiler test-tools
	@cargo build --package app --bin jobwright
	@CARGO_TARGET_DIR='$(abspath $(TARGET))' scripts/cv-client $(CLIENT)

fuzz-smoke: compiler
	@echo 'building the parsers with coverage instrumentation: ten to twenty minutes the first time'
	@scripts/fuzz $(RUNS)

# The debug build of the tests, where it is there already.
deploy-check: compiler
	@[ -n "$$JOBWRIGHT_BIN" ] || cargo build --workspace --bins
	@scripts/deploy-check $(ONLY)

image:
	@engine=$$(command -v docker || command -v podman) || { echo 'neither docker nor podman is here' >&2; exit 1; }; \
	"$$engine" build --file deploy/container/Containerfile --tag '$(IMAGE)' \
	    --build-arg REVISION="$$(git rev-parse HEAD)" --build-arg VERSION="$$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)" .

sbom:
	@scripts/sbom '$(SBOM)'

release-notes:
	@scripts/release-notes '$(VERSION)'

advisories:
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny
	@scripts/check-advisories

model:
	@scripts/fetch-model '$(MODEL)'
	@scripts/fetch-model '$(SMALL_MODEL)'

# The vector index and the fuzzer are C++.
compiler:
	@command -v c++ >/dev/null || scripts/install g++

node:
	@command -v npm >/dev/null || scripts/install npm

test-tools: web/node_modules/.package-lock.json
	@command -v chromium >/dev/null || scripts/install chromium
	@cargo nextest --version >/dev/null 2>&1 || cargo install --locked cargo-nextest
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny
	@command -v tesseract >/dev/null || scripts/install tesseract-ocr
