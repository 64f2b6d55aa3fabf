#!/usr/bin/env bash
# Builds the fuzz targets and runs each for SECONDS_EACH seconds (600 unless given), one after the other. Names of targets may follow.
# Stands on a nightly Rust (rustup toolchain install nightly) and on cargo-fuzz (cargo install cargo-fuzz). With PROGRAM_UNDER_TEST
# the documents of a demonstration made by that program are among the seeds of `pdf`. What was found lies in fuzz/artifacts/.
set -euo pipefail
cd "$(dirname "$0")"

cargo +nightly fuzz --version >/dev/null 2>&1 || { echo "fuzz/run.sh: cargo-fuzz or a nightly Rust is missing." >&2; exit 1; }
[ $# -gt 0 ] || set -- op cursor checklist picture bundle headers pdf
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
[ -z "${PROGRAM_UNDER_TEST:-}" ] || "$PROGRAM_UNDER_TEST" --set data_dir="$data/soat" demo --no-serve >/dev/null
python3 seeds.py corpus "$data"
# Without the address sanitizer: the program forbids unsafe code, and what it looks for costs most of the speed.
cargo +nightly fuzz build -s none
triple=$(rustc +nightly -vV | sed -n 's/^host: //p')
for target in "$@"; do
  mkdir -p "artifacts/$target"
  "target/$triple/release/$target" -max_total_time="${SECONDS_EACH:-600}" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="artifacts/$target/" "corpus/$target" 2>&1 | grep -vE '^#[0-9]+\s+(NEW|REDUCE|pulse)' || { echo "$target: a finding"; exit 1; }
done
