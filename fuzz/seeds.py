"""Gathers what the targets begin with, from the tests' own files: real photos, documents, checklists, operations and headers.

seeds.py CORPUS [DATA]: DATA is a data folder of the demonstration, whose signed documents and bundles are taken when it is there.
"""

import base64
import json
import os
import struct
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED") or ROOT.parent / "shared")
# The fuzzer changes a little at a time: what is large is changed slowly.
LARGEST = 200_000


def keep(corpus, target, name, content):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def pictures(corpus):
    for photo in sorted(SHARED.glob("data/photos/*")) + sorted(ROOT.glob("tests/conformance/files/*")):
        if photo.is_file() and photo.stat().st_size <= LARGEST:
            keep(corpus, "picture", photo.name, photo.read_bytes())
    heads = {
        "wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0",
        "ogg": b"OggS\0\x02" + bytes(20) + b"\x01\x13OpusHead\x01\x01",
        "mp3": b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64" + bytes(64),
        "m4a": b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom\0\0\0\x08moov",
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x08meta",
        "webm": b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm",
        "webp": b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0",
        "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    }
    for name, content in heads.items():
        keep(corpus, "picture", f"head.{name}", content)


def checklists(corpus):
    for path in sorted(ROOT.glob("checklist-schemas/checklists/*.json")) + sorted(ROOT.glob("checklist-schemas/**/*rating*.json")):
        text = path.read_bytes()
        keep(corpus, "checklist", path.name, text)
        document = json.loads(text)
        # One section with its first items: small enough to be changed everywhere.
        if isinstance(document, dict) and document.get("sections"):
            section = document["sections"][0]
            small = {**document, "sections": [{**section, "items": section["items"][:3]}]}
            keep(corpus, "checklist", f"small-{path.name}", json.dumps(small, ensure_ascii=False).encode())


def operations(corpus):
    id_of = "0190a0dc-eff7-7c79-8399-6b7f7cdd2a30"
    op = {"op_id": id_of, "at": "2026-03-09T02:15:00Z", "counter": 1, "kind": "put", "collection": "responses", "id": id_of}
    op |= {"base_change": 0, "inspection_id": id_of, "fields": {"item_id": "dir.policy", "verdict": "conforming", "note": "Đã xem"}}
    samples = [
        op,
        {**op, "collection": "samples", "fields": {"dossier_code": "H20-0001", "steps": [{"name": "Tiếp nhận", "planned_days": 1}]}},
        {**op, "collection": "evidence", "fields": {"size": 3, "sha256": "0" * 64, "place": {"latitude": 21.8, "longitude": 106.7}}},
        {**op, "kind": "withdraw", "collection": "findings", "args": {"reason": "Nhầm"}},
        {**op, "kind": "inspection.conclude", "args": {"if_match": 3}},
        {**op, "kind": "conflict.resolve", "args": {"value": None}},
    ]
    for number, sample in enumerate(samples):
        keep(corpus, "op", f"{number}.json", json.dumps(sample, ensure_ascii=False).encode())
    keep(corpus, "op", "all.json", json.dumps(samples, ensure_ascii=False).encode())
    for number, flat in enumerate([[1], [1, 5, 100, 0], [1, 5, 100, 120, 7, 3, 0], [1, 2**63 - 1, 0, 0], [2, 0]]):
        keep(corpus, "cursor", str(number), base64.urlsafe_b64encode(json.dumps(flat).encode()).rstrip(b"="))
    for path in sorted(ROOT.glob("tests/conformance/scenarios/**/*.json")):
        if path.stat().st_size <= LARGEST:
            keep(corpus, "op", f"scenario-{path.parent.name}-{path.name}", path.read_bytes())


def tar(files):
    out = b""
    for name, content in files:
        block = bytearray(512)
        block[: len(name)] = name.encode()
        block[124:136] = b"%011o\0" % len(content)
        block[156] = ord("0")
        block[257:263] = b"ustar\0"
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\0 " % sum(block)
        out += bytes(block) + content + bytes(-len(content) % 512)
    return out + bytes(1024)


def bundles(corpus):
    id_of = "0190a0dc-eff7-7c79-8399-6b7f7cdd2a30"
    part = {"name": "ops.json", "size": 2, "sha256": "0" * 64}
    manifest = {"format": "soat-bundle", "version": 1, "bundle_id": id_of, "device_id": id_of, "user_id": id_of}
    manifest |= {"made_at": "2026-03-09T02:15:00Z", "schema": 1, "parts": [part, {**part, "name": f"files/{id_of}"}]}
    header = base64.urlsafe_b64encode(b'{"alg":"EdDSA","kid":"k"}').rstrip(b"=")
    signature = header + b".." + base64.urlsafe_b64encode(bytes(64)).rstrip(b"=")
    text = json.dumps(manifest).encode()
    keep(corpus, "bundle", "manifest.json", text)
    keep(corpus, "bundle", "manifest.jws", signature)
    keep(corpus, "bundle", "whole.tar", tar([("manifest.json", text), ("manifest.jws", signature), ("ops.json", b"[]"), (f"files/{id_of}", b"x")]))


def headers(corpus):
    metadata = base64.b64encode(b"0190a0dc-eff7-7c79-8399-6b7f7cdd2a30").decode()
    for number, lines in enumerate([
        f"tus-resumable: 1.0.0\nupload-length: 100\nupload-metadata: evidence_id {metadata},filename YS5qcGc=",
        "upload-offset: 5\ncontent-type: application/offset+octet-stream; x=y\nupload-checksum: sha256 " + base64.b64encode(bytes(32)).decode(),
        "upload-defer-length: 1\nupload-checksum: sha1 " + base64.b64encode(bytes(20)).decode(),
        "range: bytes=0-99\nif-none-match: W/\"a\", \"x\"",
        "range: bytes=-5",
        "range: bytes=5-\nif-none-match: *",
    ]):
        keep(corpus, "headers", str(number), struct.pack("<Q", 1_000) + lines.encode())


def documents(corpus, data):
    found = 0
    for path in sorted(data.rglob("*")) if data else []:
        if path.is_file() and path.stat().st_size <= 4 * LARGEST and path.open("rb").read(5) == b"%PDF-":
            keep(corpus, "pdf", f"{path.name[:16]}.pdf", path.read_bytes())
            found += 1
    keep(corpus, "pdf", "small.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
         b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n98\n%%EOF\n")
    return found


def main():
    corpus = Path(sys.argv[1])
    pictures(corpus)
    checklists(corpus)
    operations(corpus)
    bundles(corpus)
    headers(corpus)
    signed = documents(corpus, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    print({folder.name: len(list(folder.iterdir())) for folder in sorted(corpus.iterdir())}, f"{signed} documents of the demonstration")


main()
