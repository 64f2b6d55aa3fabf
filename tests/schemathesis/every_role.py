"""Tries every operation as every role, each on a copy of the demonstration of its own. `run.sh` says what it stands on."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PROGRAM = os.environ["PROGRAM_UNDER_TEST"]
SCHEMATHESIS = os.environ["TEST_SCHEMATHESIS"]
HERE = Path(__file__).resolve().parent
LONG = bool(os.environ.get("LONG"))
EXAMPLES = os.environ.get("EXAMPLES") or ("40" if LONG else "4")
SEED = os.environ.get("SEED") or "1"
PASSWORD = "Soat-trinh-dien-2026"
NOBODY = "nobody"
# The role that tries the boundary cases too, for they are the same for everybody once permission is given.
THOROUGH = "thuongtruc"
ROLES = {
    "thuongtruc": "standing office",
    "quantri": "operator",
    "bcd.truong": "chair",
    "truongdoan": "lead",
    "thanhvien": "inspector",
    "giacat.thuky": "secretary of a unit",
    "giacat.chutich": "head of a unit",
    "lanhdao": "viewer",
    NOBODY: "no token",
}
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
# What would end the token that the rest of the run needs: signing out and another password (both have tests of their own in
# tests/it/access.rs). Events never end, so nothing can be said about their answer (tests/it/sync_told.rs).
LEFT_OUT = ["/api/v1/auth/sign-out", "/api/v1/me/password", "/api/v1/sync/events"]


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


class Server:
    """The program on a data folder of its own."""

    def __init__(self, folder):
        self.address = f"http://127.0.0.1:{(port := free_port())}"
        self.log = open(folder / "log.txt", "w+", encoding="utf-8")
        # No limit on sign-ins: wrong passwords are tried by the hundred.
        settings = [f"data_dir={folder / 'data'}", f"listen=127.0.0.1:{port}", "sign_in_attempts=1000000", "log=warn"]
        words = [word for setting in settings for word in ("--set", setting)]
        self.program = subprocess.Popen([PROGRAM, *words, "demo"], stdout=subprocess.DEVNULL, stderr=self.log)

    def __enter__(self):
        for _ in range(600):
            if self.program.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.address + "/readyz", timeout=5):
                    return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"the server did not start: {self.said()}")

    def __exit__(self, *_):
        self.program.terminate()
        self.program.wait()
        self.log.close()

    def said(self):
        self.log.seek(0)
        return self.log.read()[-4000:]

    def ask(self, path, authorization=None, body=None):
        headers = {"Authorization": authorization} if authorization else {}
        data = None
        if body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def sign_in(self, username):
        device = {"name": "Schemathesis", "platform": "test"}
        session = self.ask("/auth/sign-in", body={"username": username, "password": PASSWORD, "device": device})
        return f"Bearer {session['access_token']}", session["user"]["id"]


def world(server, own_id):
    """Records that are there, by the place in a path and by the name of a field. Nobody's own account is among them, for what is
    done to it might end the token."""
    office, _ = server.sign_in("thuongtruc")
    operator, _ = server.sign_in("quantri")

    def ids(path, authorization=office, key="id"):
        found = server.ask(path, authorization)
        rows = found["items"] if isinstance(found, dict) else found
        return [row[key] for row in rows if row.get(key) and row[key] != own_id]

    inspections = ids("/inspections?limit=20")
    users = ids("/users?limit=50", operator)
    evidence = [one for inspection in inspections for one in ids(f"/inspections/{inspection}/evidence?limit=5")]
    organisations = ids("/organisations?limit=30")
    checklists = server.ask("/checklists", office)["items"]
    reports = server.ask("/reports?limit=20", office)["items"]
    responses = [one for inspection in inspections for one in ids(f"/inspections/{inspection}/responses?limit=5")]
    items = [one for inspection in inspections for one in ids(f"/inspections/{inspection}/responses?limit=5", key="item_id")]
    requests = ids("/corrective-action-requests?limit=20")
    return {
        "inspections/id": inspections,
        "users/id": users,
        "evidence/id": evidence,
        "organisations/id": organisations,
        "findings/id": ids("/findings?limit=20"),
        "corrective-action-requests/id": requests,
        "programmes/id": ids("/programmes?limit=10"),
        "conflicts/id": ids("/conflicts?limit=10"),
        "notices/id": ids("/notices?limit=10"),
        "reports/id": [report["id"] for report in reports],
        "verify/code": [report["verification_code"] for report in reports if report.get("verification_code")],
        "checklists/key": sorted({checklist["key"] for checklist in checklists}),
        "rating-schemes/key": ids("/rating-schemes", key="key"),
        "standards/edition": ids("/standards", key="edition"),
        "responses/item_id": items,
        "version": [1],
        "fields": {
            "inspection_id": inspections,
            "organisation_id": organisations,
            "user_id": users,
            "delegate_id": users,
            "finding_id": ids("/findings?limit=20"),
            "car_id": requests,
            "record_id": responses,
            "response_id": responses,
            "programme_id": ids("/programmes?limit=10"),
            "item_id": items,
        },
    }


def tries(role, seeded):
    """Runs Schemathesis as one role; gives whether all was well."""
    with tempfile.TemporaryDirectory(prefix="soat-schemathesis-") as folder:
        folder = Path(folder)
        shutil.copytree(seeded, folder / "data")
        with Server(folder) as server:
            authorization, own_id = (None, None) if role == NOBODY else server.sign_in(role)
            known = {**world(server, own_id), "address": server.address, "authorization": authorization or ""}
            (folder / "world.json").write_text(json.dumps(known), encoding="utf-8")
            # Nobody is nobody: Schemathesis would look for a way to make itself an account.
            (folder / "schemathesis.toml").write_text("[auth]\nauto-signup = false\n", encoding="utf-8")
            phases = "examples,coverage,fuzzing" if LONG or role == THOROUGH else "examples,fuzzing"
            command = [SCHEMATHESIS, "run", f"{server.address}/api/v1/openapi.json", "--no-color", "--checks", CHECKS, "--phases", phases]
            command += ["--max-examples", EXAMPLES, "--seed", SEED, "--no-shrink", "--continue-on-failure", "--warnings", "off"]
            command += ["--generation-database", "none", "--request-timeout", "60", "--suppress-health-check", "all"]
            command += [word for path in LEFT_OUT for word in ("--exclude-path", path)]
            command += ["--header", f"Authorization:{authorization}"] if authorization else []
            environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE), "TEST_WORLD": str(folder / "world.json")}
            begun = time.monotonic()
            done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
            counted = [line.strip() for line in done.stdout.splitlines() if "generated" in line]
            print(f"{ROLES[role]}: {counted[-1] if counted else 'nothing tried'}, {time.monotonic() - begun:.0f} s", flush=True)
            if done.returncode != 0 or not counted:
                print(done.stdout[-20000:], done.stderr[-4000:], sep="\n")
                print("the end of the server's log:", server.said(), sep="\n")
                return False
            try:
                if authorization:
                    server.ask("/me", authorization)
            except urllib.error.HTTPError as refused:
                print(f"the token of {role} ended on the way ({refused}): what came later was tried as nobody")
                return False
    return True


def main():
    roles = (os.environ.get("ROLES") or " ".join(ROLES)).split()
    with tempfile.TemporaryDirectory(prefix="soat-schemathesis-") as folder:
        seeded = Path(folder) / "data"
        # The demonstration is made once; a role gets a copy, so that what one has changed does not change what the next one finds.
        subprocess.run([PROGRAM, "--set", f"data_dir={seeded}", "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL)
        well = [tries(role, seeded) for role in roles]
    sys.exit(0 if all(well) else 1)


main()
