# make run · make check · make test · make bench · make durability: the only commands a newcomer needs. `make` alone explains them.

CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/jobwright
MODEL := $(CACHE)/models/e5-small+use-m-v3
SMALL_MODEL := $(CACHE)/models/all-MiniLM-L6-v2
TARGET := $(or $(CARGO_TARGET_DIR),target)
# What make quality measures against: a folder with resumes and their gold, and postings.
FIXTURES ?= ../shared/fixtures
# For example: make bench ONLY="feed match", make durability ONLY=tasks-survive
ONLY ?=
# Of each target of make fuzz-smoke.
RUNS ?= 10000
IMAGE ?= jobwright:latest
SBOM ?= jobwright.cdx.json
VERSION ?= Unreleased

.PHONY: help run web pages screens quality-web check test bench quality durability fuzz-smoke deploy-check image sbom \
    release-notes advisories model compiler node test-tools

help:
	@echo 'make run     build pages and program and start them on http://127.0.0.1:8080 (data in ./data; Ctrl-C stops it)'
	@echo 'make web     the pages alone, built again with each change, before a program that runs already: http://127.0.0.1:5173/app/'
	@echo 'make screens pictures of every screen, in both themes, into web/screens'
	@echo 'make quality-web   Lighthouse on landing, jobs and a job, how long a page takes to answer a hand, and what each page weighs'
	@echo 'make check   for the edit loop: format, lints, the fence, unit tests of the pure crates'
	@echo 'make test    everything CI runs: format, lints, tests, dependency rules, documentation'
	@echo 'make bench   measure the release build, one line each: name value unit  [ONLY="feed match"]'
	@echo 'make quality measure how well documents are read, skills recognised and jobs found, beside others  [FIXTURES=../shared/fixtures]'
	@echo 'make durability   kill programs and databases under load, and look for what was acknowledged  [ONLY="tasks-survive"]'
	@echo 'make fuzz-smoke   throw damaged files and texts at their readers, 10,000 at each  [RUNS=100000]'
	@echo 'make deploy-check   what is in deploy/, as far as one machine can try it  [ONLY="compose team"]'
	@echo 'make image   the container image, by docker or podman  [IMAGE=jobwright:latest]'
	@echo 'make sbom    the bill of materials in CycloneDX  [SBOM=jobwright.cdx.json]'
	@echo 'make model   fetch the local embedding models into $(CACHE)'

run: compiler pages
	@scripts/fetch-model '$(MODEL)' || echo 'going on without it: texts are compared by their words'
	@echo 'building the program: some ten minutes the first time'
	@cargo build --release --package app
	@exec $(TARGET)/release/jobwright serve

# What the program includes: built from the locked packages when they or the sources have changed.
pages: web/dist/app/index.html

web/dist/app/index.html: web/node_modules/.package-lock.json web/index.html web/vite.config.ts web/preload.ts $(shell find web/src web/public web/checks -type f)
	npm --prefix web run --silent build

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | node
	npm --prefix web ci --no-audit --no-fund

web: web/node_modules/.package-lock.json
	npm --prefix web run --silent dev

screens: compiler pages
	@cargo build --package app --bin jobwright
	@CARGO_TARGET_DIR='$(abspath $(TARGET))' npm --prefix web run --silent screens

# The program of `make run`: a debug build would be measured, not the pages.
quality-web: compiler test-tools pages
	@cargo build --release --package app
	@JOBWRIGHT_BIN='$(abspath $(TARGET))/release/jobwright' npm --prefix web run --silent quality

test: compiler test-tools model
	@scripts/with-servers scripts/test

# The pure crates are built by themselves: what they compile is theirs alone, and small.
check: compiler test-tools
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo nextest run $(foreach crate,tests-architecture ports $(notdir $(wildcard domain/*)),\
	    --package $(if $(wildcard domain/$(crate)),domain-$(crate),$(crate)))

# Built together, program and benchmark have the features of `make run`, and what that has built is used. Apart, the benchmark
# would switch fewer features on and build most dependencies once more.
bench: compiler model
	@echo 'building the release: some ten minutes the first time'
	@cargo build --release --package app --package tests-bench
	@JOBWRIGHT_SERVERS_DIR='$(or $(TMPDIR),/tmp)' scripts/with-servers $(TARGET)/release/jobwright-bench $(ONLY)

# The child process on its own: the program starts and reads the same way, but takes ten minutes to build.
quality: compiler model
	@cargo build --release --package adapter-documents --package tests-quality
	@$(TARGET)/release/jobwright-quality '$(FIXTURES)'

# The build of the tests: it is there already, and what it proves does not depend on speed.
durability: compiler
	@cargo build --workspace --bins --tests
	@scripts/with-servers $(TARGET)/debug/jobwright-durability $(ONLY)

fuzz-smoke: compiler
	@echo 'building the readers with counters in every branch: ten to twenty minutes the first time'
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

# The vector index is C++, and so is the fuzzer.
compiler:
	@command -v c++ >/dev/null || scripts/install g++

node:
	@command -v npm >/dev/null || scripts/install npm

test-tools: web/node_modules/.package-lock.json
	@command -v chromium >/dev/null || scripts/install chromium
	@cargo nextest --version >/dev/null 2>&1 || cargo install --locked cargo-nextest
	@cargo deny --version >/dev/null 2>&1 || cargo install --locked cargo-deny
	@command -v tesseract >/dev/null || scripts/install tesseract-ocr
