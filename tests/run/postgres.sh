#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for the tests: `postgres.sh start DIR` prints its address, `postgres.sh stop DIR` removes it.
# fsync is off: its data lives as long as one run of the tests. DURABLE=1 leaves it on, as an installation has it, for measuring.
set -euo pipefail
command=$1
dir=$(realpath -m "$2")
bin=$(dirname "$(readlink -f "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb | tail -n 1)")")

# The server refuses to run as root, so root lends the folder to nobody.
as_owner() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups -- "$@"; else "$@"; fi
}

if [ "${DURABLE:-0}" = 1 ]; then
  durability="-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
else
  durability="-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
fi

case $command in
start)
  trap 'code=$?; tail -n 20 "$dir"/*.log >&2 2>/dev/null; exit $code' ERR
  rm -rf "$dir"
  mkdir -p "$dir/socket"
  if [ "$(id -u)" = 0 ]; then chown -R nobody "$dir"; fi
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  cd "$dir"
  as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1
  as_owner "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/postgres.log" start >/dev/null \
    -o "-p $port -c listen_addresses=127.0.0.1 -k $dir/socket $durability -c max_connections=300 -c shared_buffers=128MB"
  echo "postgres://postgres@127.0.0.1:$port/postgres"
  ;;
stop)
  cd "$dir"
  as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
  cd /
  rm -rf "$dir"
  ;;
esac
