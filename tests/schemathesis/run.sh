#!/usr/bin/env bash
# Schemathesis, which reads the OpenAPI document and tries every operation with valid and invalid data, against the real server over the
# demonstration, with a token of each role: no failure of the server, and no answer that the document does not tell of. Stands on
# Python 3; Schemathesis comes from PyPI, into target/, unless TEST_SCHEMATHESIS names it.
#
# PROGRAM_UNDER_TEST names a built program (otherwise the debug one is built). EXAMPLES is how many cases of each operation a role
# tries (4 unless given), SEED where they begin (1); ROLES names some of the roles alone. With LONG=1 boundary cases of every
# parameter are tried by every role, and 40 examples: half an hour.
set -euo pipefail
cd "$(dirname "$0")"
root=$PWD/../..

fail() {
  printf 'tests/schemathesis/run.sh: %s\n' "$*" >&2
  exit 1
}

command -v python3 >/dev/null || fail "python3 is missing (Debian: apt-get install python3 python3-venv)."
if [ -z "${TEST_SCHEMATHESIS:-}" ]; then
  export TEST_SCHEMATHESIS=$root/target/schemathesis/bin/schemathesis
  wanted=$(cat requirements.txt)
  if ! cmp -s requirements.txt "$root/target/schemathesis/requirements-of-then.txt"; then
    [ -x "$root/target/schemathesis/bin/python" ] || python3 -m venv "$root/target/schemathesis" ||
      fail "python3 -m venv does not work: install python3-venv, or name a schemathesis in TEST_SCHEMATHESIS."
    "$root/target/schemathesis/bin/pip" install -q -r requirements.txt ||
      fail "$wanted could not be installed: install it, and name it in TEST_SCHEMATHESIS."
    cp requirements.txt "$root/target/schemathesis/requirements-of-then.txt"
  fi
fi
if [ -z "${PROGRAM_UNDER_TEST:-}" ]; then
  (cd "$root" && cargo build -q --bin soat)
  export PROGRAM_UNDER_TEST=$root/target/debug/soat
fi
[ -x "$PROGRAM_UNDER_TEST" ] || fail "$PROGRAM_UNDER_TEST is not a program (PROGRAM_UNDER_TEST)."
python3 every_role.py
