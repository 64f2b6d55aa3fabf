#!/usr/bin/env bash
# The portal in a real browser: plays, accessibility, widths, light and dark. Stands on Node.js (with npm) and Chromium.
#
# PROGRAM_UNDER_TEST names a built program (otherwise the debug one is built), CHROMIUM the browser, SHOTS a folder for pictures.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  printf 'tests/browser/run.sh: %s\n' "$*" >&2
  exit 1
}

command -v node >/dev/null && command -v npm >/dev/null || fail "node and npm are missing (Debian: apt-get install nodejs npm)."
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
[ -x "$CHROMIUM" ] || fail "$CHROMIUM is missing: apt-get install chromium, or name the browser in CHROMIUM."
[ -d node_modules/playwright-core ] && [ -d node_modules/axe-core ] || npm ci --no-audit --no-fund --silent ||
  fail "npm ci could not install playwright-core and axe-core."
if [ -z "${PROGRAM_UNDER_TEST:-}" ]; then
  (cd ../.. && cargo build -q --bin soat)
  export PROGRAM_UNDER_TEST=$PWD/../../target/debug/soat
fi
seeded=$(mktemp -d)
trap 'rm -rf "$seeded"' EXIT
node support/seed.mjs "$seeded/data" || fail "$PROGRAM_UNDER_TEST demo does not start."
export SEEDED_DEMO=$seeded/data
node --test --test-concurrency=1 "$@"
