# The two commands that matter: `make demo` shows it, `make test` proves it.
.PHONY: demo run build release test lint format documents openapi docs load clean

## demo: a province with people, checklists and inspections, on http://127.0.0.1:8080
demo:
	cargo run -p soat-server -- demo

## run: serve with the settings of soat.toml and the environment
run:
	cargo run -p soat-server -- serve

## build: the program for development
build:
	cargo build --workspace --all-targets

## release: the program for an installation, in target/release/soat
release:
	cargo build --release -p soat-server

## test: everything that must hold, on SQLite and on PostgreSQL
test:
	bash tests/run/test.sh

## lint: format and clippy alone
lint:
	cargo fmt --check
	cargo clippy --workspace --all-targets -- -D warnings

## format: bring the source into form
format:
	cargo fmt

## documents: print again the documents that come from the program (docs/openapi.json, problems.md, permissions.md, access.md, deadlines.md)
documents:
	UPDATE=1 cargo test -q -p soat-tests --test it -- cross::documents cross::denial cross::deadlines

## openapi: the same for docs/openapi.json alone
openapi:
	cargo run -q -p soat-server -- openapi > docs/openapi.json

## load: measure under load (release build) on SQLite; docs/performance.md has the figures and how to read them
load:
	cargo build --release -p soat-server -p soat-tests --bin soat --bin soat-load
	target/release/soat-load

clean:
	cargo clean
