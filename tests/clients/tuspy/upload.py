"""An upload by tuspy, as a third party would write it: `upload.py STEP SERVER TOKEN EVIDENCE FILE [STOP]`.

whole   brings the file in one go; the evidence is named in the address, the metadata is empty (as tuspy sends it)
begin   names the evidence in the metadata, brings the first STOP bytes and is killed
resume  knows nothing but the evidence: asks the server where its upload stands, and brings the rest with checksums
"""

import json
import os
import signal
import sys
import urllib.request

from tusclient.client import TusClient

step, server, token, evidence, file = sys.argv[1:6]
uploads = f"{server}/api/v1/uploads"
headers = {"Authorization": f"Bearer {token}"}

if step == "whole":
    client = TusClient(f"{uploads}?evidence_id={evidence}", headers=headers)
    uploader = client.uploader(file, chunk_size=50_000)
    uploader.upload()
elif step == "begin":
    client = TusClient(uploads, headers=headers)
    uploader = client.uploader(file, chunk_size=10_000, metadata={"evidence_id": evidence, "filename": "ảnh.jpg"})
    uploader.upload(stop_at=int(sys.argv[6]))
    os.kill(os.getpid(), signal.SIGKILL)
elif step == "resume":
    asked = urllib.request.Request(f"{server}/api/v1/evidence/{evidence}", headers=headers)
    upload = json.load(urllib.request.urlopen(asked))["upload"]
    client = TusClient(uploads, headers=headers)
    uploader = client.uploader(file, url=f"{uploads}/{upload['id']}", chunk_size=40_000, upload_checksum=True)
    assert uploader.offset == upload["offset"], (uploader.offset, upload)
    uploader.upload()
else:
    sys.exit(f"no step {step}")
print(uploader.offset)
