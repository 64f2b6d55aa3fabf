#!/usr/bin/env bash
# The client package, and real offline libraries and upload clients, against the real server. Stands on Node.js (20 or newer, with npm).
#
# PROGRAM_UNDER_TEST names a built program (otherwise the debug one is built). Names of tests may follow: run.sh tus.test.mjs
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
package=$PWD/../../app/client

fail() {
  printf 'tests/clients/run.sh: %s\n' "$*" >&2
  exit 1
}

command -v node >/dev/null && command -v npm >/dev/null || fail "node and npm are missing (Debian: apt-get install nodejs npm)."
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || fail "Node.js 20 or newer is needed; this is $(node --version)."

# What is installed is what the lock files say; a copy of the lock file of then tells whether that is still so.
installed() {
  cmp -s package-lock.json node_modules/.lock-of-then && return
  npm ci --no-audit --no-fund --loglevel=error >/dev/null || fail "npm ci could not install what $PWD/package-lock.json names."
  cp package-lock.json node_modules/.lock-of-then
}

cd "$package"
installed
node generate.mjs --check || fail "the types of the client package are not those of docs/openapi.json (npm run generate in app/client)."
npm run --silent build || fail "the client package has type errors."
node --test tests/*.test.mjs || fail "the client package does not keep its promises."

cd "$here"
installed
if [ -z "${PROGRAM_UNDER_TEST:-}" ]; then
  (cd ../.. && cargo build -q --bin soat)
  export PROGRAM_UNDER_TEST=$PWD/../../target/debug/soat
fi
[ -x "$PROGRAM_UNDER_TEST" ] || fail "$PROGRAM_UNDER_TEST is not a program (PROGRAM_UNDER_TEST)."
[ $# -gt 0 ] || set -- *.test.mjs
node --test --test-concurrency=1 "$@" || fail "a client does not get along with the server."
