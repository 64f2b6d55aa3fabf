#!/usr/bin/env bash
# Everything that must hold: format, clippy, all tests on SQLite and PostgreSQL, the examples in the documentation, the portal in a browser.
#
# Stands on the Rust toolchain, on PostgreSQL, on the outside judges of documents (poppler-utils, qpdf, openssl, pyHanko) and on Node.js
# and Chromium: Debian's packages are installed here when one is missing and we are root. cargo-nextest is used when it is there. With `CI` set, or run
# through here, nothing is skipped.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

say() { printf '\n== %s\n' "$*"; }
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
  command -v openssl >/dev/null || missing+=(openssl)
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

# pyHanko judges signatures; it lives in a folder of its own when Python does not have it.
need_pyhanko() {
  local python=${SOAT_TEST_PYTHON:-python3}
  "$python" -c 'import pyhanko.sign, pyhanko.cli' 2>/dev/null && return
  [ -z "${SOAT_TEST_PYTHON:-}" ] || fail "$SOAT_TEST_PYTHON has no pyhanko and pyhanko-cli: install both for it."
  say "installing pyhanko"
  [ -x target/judges/bin/python ] || python3 -m venv target/judges ||
    fail "python3 -m venv does not work: install python3-venv, or name a Python with pyhanko in SOAT_TEST_PYTHON."
  target/judges/bin/pip install -q pyhanko==0.38.0 pyhanko-cli==0.6.0 ||
    fail "pyhanko could not be installed: install pyhanko and pyhanko-cli, and name that Python in SOAT_TEST_PYTHON."
  export SOAT_TEST_PYTHON=$root/target/judges/bin/python
}

command -v cargo >/dev/null || fail "cargo is missing: install Rust (the version is in Cargo.toml, rust-version)."
need_packages
need_pyhanko

cluster=$(mktemp -d "${TMPDIR:-/tmp}/soat-postgres.XXXXXX")
stop() { bash "$root/tests/run/postgres.sh" stop "$cluster" >/dev/null 2>&1 || true; }
trap stop EXIT
trap 'exit 130' INT TERM
# The owner of the cluster has to be able to walk into its folder.
chmod 755 "$cluster"

say "PostgreSQL"
TEST_POSTGRES=$(bash tests/run/postgres.sh start "$cluster") || fail "PostgreSQL did not start; the end of its logs is above."
export TEST_POSTGRES
export CI=${CI:-1}
echo "$TEST_POSTGRES"

say "format"
cargo fmt --check

# The same profile and features all along, so that each crate is compiled once for checking and once for running.
say "clippy"
cargo clippy --workspace --all-targets --locked -- -D warnings

say "examples in the documentation"
cargo test --workspace --doc --locked --quiet

# Documents printed from the program, layers, file sizes and licences are tests like any other (tests/it/cross).
say "tests"
if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --workspace --locked --no-fail-fast
else
  cargo test --workspace --lib --bins --tests --locked --no-fail-fast
fi

# Bounded by deeds and not by time: a slow machine takes longer. Each prints its seed.
say "faults: the server is killed, the network breaks, nothing that was acknowledged is lost"
cargo build --locked --quiet -p soat-server -p soat-tests --bin soat --bin soat-load
target/debug/soat-load faults --rounds 12 --deeds 12
target/debug/soat-load faults --rounds 12 --deeds 12 --processes 2 --postgres "$TEST_POSTGRES"

say "the portal in a browser"
cargo build --locked --quiet -p soat-server --bin soat
PROGRAM_UNDER_TEST=$root/target/debug/soat bash tests/browser/run.sh
