#!/usr/bin/env bash
# Everything that must hold: format, clippy, all tests on SQLite and PostgreSQL, in a folder and on S3, the examples in the
# documentation, the portal in a browser, real client libraries against the real server, conformance with the synchronisation protocol,
# requests made from the OpenAPI document.
#
# Stands on the Rust toolchain, on PostgreSQL, curl, the outside judges of documents (poppler-utils, qpdf, openssl), on libheif-examples and on
# Node.js and Chromium: Debian's packages are installed here when one is missing and we are root. pyHanko, moto, tuspy and Schemathesis come from
# PyPI, into target/, unless Python has them. cargo-nextest is used when it is there. With `CI` set, or run through here, nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

say() { printf '\n== %s (after %d min %02d s)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }
fail() {
  printf 'test.sh: %s\n' "$*" >&2
  exit 1
}

need_packages() {
  local missing=()
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  command -v python3 >/dev/null || missing+=(python3)
  command -v cc >/dev/null || missing+=(build-essential)
  command -v pdfsig >/dev/null || missing+=(poppler-utils)
  command -v qpdf >/dev/null || missing+=(qpdf)
  command -v heif-convert >/dev/null || command -v heif-dec >/dev/null || missing+=(libheif-examples)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v curl >/dev/null || missing+=(curl)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || missing+=(chromium)
  [ ${#missing[@]} = 0 ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
    fail "these are missing: ${missing[*]}. Install them (Debian: apt-get install ${missing[*]}) and run this again."
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q && apt-get install -y -q --no-install-recommends "${missing[@]}" ||
    fail "could not install ${missing[*]}: install them by hand and run this again."
}

# pyHanko judges signatures, moto is an S3 server, tuspy a client of uploads; they live in a folder of their own when Python does
# not have them.
need_python() {
  local python=${TEST_PYTHON:-python3}
  "$python" -c 'import pyhanko.sign, pyhanko.cli, moto.server, tusclient.client' 2>/dev/null && return
  [ -z "${TEST_PYTHON:-}" ] || fail "$TEST_PYTHON lacks pyhanko, pyhanko-cli, moto[server] or tuspy: install them for it."
  export TEST_PYTHON=$root/target/judges/bin/python
  "$TEST_PYTHON" -c 'import pyhanko.sign, pyhanko.cli, moto.server, tusclient.client' 2>/dev/null && return
  say "installing pyhanko, moto and tuspy"
  [ -x "$TEST_PYTHON" ] || python3 -m venv target/judges ||
    fail "python3 -m venv does not work: install python3-venv, or name a Python with pyhanko, moto[server] and tuspy in TEST_PYTHON."
  target/judges/bin/pip install -q pyhanko==0.38.0 pyhanko-cli==0.6.0 'moto[server]==5.2.1' tuspy==1.1.0 ||
    fail "pyhanko, moto and tuspy could not be installed: install them, and name that Python in TEST_PYTHON."
}

command -v cargo >/dev/null || fail "cargo is missing: install Rust (the version is in Cargo.toml, rust-version)."
need_packages
need_python

cluster=$(mktemp -d --suffix=.soat-postgres)
objects=$(mktemp -d --suffix=.soat-s3)
stop() {
  bash "$root/tests/run/postgres.sh" stop "$cluster" >/dev/null 2>&1 || true
  bash "$root/tests/run/s3.sh" stop "$objects" >/dev/null 2>&1 || true
}
trap stop EXIT
trap 'exit 130' INT TERM
# The owner of the cluster has to be able to walk into its folder.
chmod 755 "$cluster"

say "PostgreSQL"
TEST_POSTGRES=$(bash tests/run/postgres.sh start "$cluster") || fail "PostgreSQL did not start; the end of its logs is above."
export TEST_POSTGRES
echo "$TEST_POSTGRES"

say "S3"
TEST_S3=$(bash tests/run/s3.sh start "$objects") || fail "the S3 server did not start"
export TEST_S3
export CI=${CI:-1}
echo "$TEST_S3"

say "format"
cargo fmt --check

# The same profile and features all along, so that each crate is compiled once for checking and once for running.
say "clippy"
cargo clippy --workspace --all-targets --locked -- -D warnings

say "examples in the documentation"
cargo test --workspace --doc --locked --quiet

# All at once and before the tests: asked for one by one, the programs would be built anew with other features of their libraries.
say "build"
cargo build --workspace --all-targets --locked --quiet

# Documents printed from the program, layers, file sizes and licences are tests like any other (tests/it/cross).
say "tests"
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --locked --no-fail-fast
else
  cargo test --workspace --lib --bins --tests --locked --no-fail-fast
fi

# Bounded by deeds and not by time: a slow machine takes longer. Each prints its seed.
say "faults: the server is killed, the network breaks, nothing that was acknowledged is lost"
target/debug/soat-load faults --rounds 12 --deeds 12
target/debug/soat-load faults --rounds 12 --deeds 12 --processes 2 --postgres "$TEST_POSTGRES" --bucket "$TEST_S3"

export PROGRAM_UNDER_TEST=$root/target/debug/soat
say "the portal in a browser"
bash tests/browser/run.sh

say "real client libraries"
bash tests/clients/run.sh

say "conformance with the protocol"
bash tests/conformance/run.sh

say "requests made from the OpenAPI document, as every role"
bash tests/schemathesis/run.sh
