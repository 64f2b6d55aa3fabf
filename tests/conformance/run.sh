#!/usr/bin/env bash
# The scenarios of the synchronisation protocol against the real server, and the same scenarios with the roles turned round. Stands on
# Node.js (20 or newer) alone.
#
# PROGRAM_UNDER_TEST names a built program (otherwise the debug one is built); KEEP=1 leaves the server running afterwards. Arguments
# go to run.mjs: run.sh --only uploads/
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  printf 'tests/conformance/run.sh: %s\n' "$*" >&2
  exit 1
}

command -v node >/dev/null || fail "node is missing (Debian: apt-get install nodejs)."
[ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || fail "Node.js 20 or newer is needed; this is $(node --version)."
if [ -z "${PROGRAM_UNDER_TEST:-}" ]; then
  (cd ../.. && cargo build -q --bin soat)
  export PROGRAM_UNDER_TEST=$PWD/../../target/debug/soat
fi
[ -x "$PROGRAM_UNDER_TEST" ] || fail "$PROGRAM_UNDER_TEST is not a program (PROGRAM_UNDER_TEST)."
node world/turned-round.mjs "$@" || fail "the scenarios cannot be played with the roles turned round."
node world/with-server.mjs "$@" || fail "the server does not conform."
