"""What Schemathesis is told about this API: bodies that are files, and records that are there.

A made-up id is never found, and a made-up version is never current, so most operations would refuse before they do anything. Of the
cases that name records most are given real ones here, chosen by the case itself: the same seed tries the same.
"""

import hashlib
import json
import os
import urllib.request

import schemathesis

WORLD = json.load(open(os.environ["TEST_WORLD"], encoding="utf-8"))
FILES = ["application/offset+octet-stream", "application/octet-stream", "application/pdf", "application/x-tar"]


@schemathesis.serializer(*FILES)
def file(ctx, value):
    """The bytes of a generated value: as they are, or whatever text it makes."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return json.dumps(value).encode()


def choice(words, many):
    """One of many, or none in one of five cases; the same for the same words."""
    number = int.from_bytes(hashlib.sha256(repr(words).encode()).digest()[:8], "big")
    return None if not many or number % 5 == 0 else many[number // 5 % len(many)]


def of_path(case):
    """Puts real records into the path, by the word before each of its parameters."""
    parts = case.operation.path.split("/")
    for before, part in zip(parts, parts[1:]):
        name = part.strip("{}")
        if part.startswith("{") and name in (case.path_parameters or {}):
            real = choice((case.operation.label, name, case.path_parameters[name]), WORLD.get(f"{before}/{name}", WORLD.get(name)))
            if real is not None:
                case.path_parameters[name] = real


def of_body(label, value):
    """Puts real records into the fields that name some."""
    if isinstance(value, dict):
        for key, inner in value.items():
            many = WORLD["fields"].get(key)
            real = choice((label, key, inner), many) if isinstance(inner, str) else None
            if real is not None:
                value[key] = real
            else:
                of_body(label, inner)
    elif isinstance(value, list):
        for inner in value:
            of_body(label, inner)


def version(case):
    """The version of the record that the path names, as it is now."""
    path = case.operation.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", str(value))
    record = "/".join(path.split("/")[: 1 + case.operation.path.split("/").index(next(part for part in case.operation.path.split("/") if "{" in part))])
    request = urllib.request.Request(WORLD["address"] + record, headers={"Authorization": WORLD["authorization"]})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.headers.get("ETag")
    except OSError:
        return None


@schemathesis.hook
def before_call(ctx, case, kwargs):
    of_path(case)
    if case.media_type == "application/json":
        of_body(case.operation.label, case.body)
    if case.headers is not None and any(name.lower() == "if-match" for name in case.headers) and "{" in case.operation.path:
        if choice((case.operation.label, dict(case.headers)), [True]):
            seen = version(case)
            if seen is not None:
                case.headers["If-Match"] = seen
