#!/usr/bin/env bash
# A throw-away S3 server for the tests (moto): `s3.sh start DIR` prints the address of its bucket, `s3.sh stop DIR` ends it.
# The Python with moto[server] is named by TEST_PYTHON, or is python3.
set -euo pipefail
command=$1
dir=$(realpath -m "$2")
python=${TEST_PYTHON:-python3}

case $command in
start)
  rm -rf "$dir"
  mkdir -p "$dir"
  port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "$python" -c 'import sys; from moto.server import main; main(sys.argv[1:])' -H 127.0.0.1 -p "$port" >"$dir/moto.log" 2>&1 </dev/null &
  echo $! >"$dir/pid"
  for _ in $(seq 600); do
    if curl -sf -o /dev/null -X PUT "http://127.0.0.1:$port/soat-tests"; then
      echo "http://127.0.0.1:$port/soat-tests"
      exit
    fi
    kill -0 "$(cat "$dir/pid")" 2>/dev/null || break
    sleep 0.1
  done
  tail -n 20 "$dir/moto.log" >&2
  exit 1
  ;;
stop)
  kill "$(cat "$dir/pid")"
  rm -rf "$dir"
  ;;
esac
