"""What pyHanko says of every signature of the files given, as JSON.

judge.py MOMENT ROOT.pem CRL.der|- FILE...    MOMENT is an ISO 8601 time as of which everything is judged.
"""

import asyncio
import datetime
import json
import sys
from dataclasses import replace

from asn1crypto import crl
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.ades import ades_basic_validation, ades_with_time_validation
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    SignatureValidationSpec,
)
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec, ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import NO_REVOCATION, REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer


def context(moment, roots, lists):
    return ValidationContext(
        trust_roots=roots,
        crls=lists,
        allow_fetching=False,
        moment=moment,
        best_signature_time=moment,
        revocation_mode="require" if lists else "soft-fail",
    )


def ades(signature, stamped, moment, roots, lists):
    revocation = CertRevTrustPolicy(REQUIRE_REVINFO if lists else NO_REVOCATION)
    certificates = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(roots),
        revinfo_policy=revocation,
        time_tolerance=datetime.timedelta(seconds=10),
    )
    spec = SignatureValidationSpec(
        cert_validation_policy=certificates,
        ts_cert_validation_policy=replace(certificates, revinfo_policy=CertRevTrustPolicy(NO_REVOCATION)),
        local_knowledge=LocalKnowledge(known_crls=[CRLContainer(one) for one in lists]),
    )
    timing = ValidationTimingInfo(moment, moment, point_in_time_validation=True)
    # pyHanko's levels above B-B ask for a time-stamp.
    level = ades_with_time_validation if stamped else ades_basic_validation
    result = asyncio.run(level(signature.signed_data, spec, timing_info=timing, raw_digest=signature.compute_digest()))
    return result.ades_subindic.standard_name


def judge(path, moment, roots, lists):
    answers = []
    with open(path, "rb") as file:
        for signature in PdfFileReader(file).embedded_regular_signatures:
            status = asyncio.run(
                async_validate_pdf_signature(
                    signature,
                    signer_validation_context=context(moment, roots, lists),
                    ts_validation_context=context(moment, roots, []),
                )
            )
            stamp = status.timestamp_validity
            answers.append(
                {
                    "field": signature.field_name,
                    "sub_filter": signature.sig_object["/SubFilter"],
                    "intact": status.intact,
                    "valid": status.valid,
                    "trusted": status.trusted,
                    "coverage": status.coverage.name,
                    "modification": status.modification_level.name if status.modification_level else None,
                    "bottom_line": status.bottom_line,
                    "time_stamp": None if stamp is None else bool(stamp.intact and stamp.valid and stamp.trusted),
                    "ades": ades(signature, stamp is not None, moment, roots, lists),
                }
            )
    return answers


def main():
    moment = datetime.datetime.fromisoformat(sys.argv[1])
    roots = [load_cert_from_pemder(path) for path in sys.argv[2].split(",")]
    lists = []
    if sys.argv[3] != "-":
        with open(sys.argv[3], "rb") as file:
            lists = [crl.CertificateList.load(file.read())]
    answers = {}
    for path in sys.argv[4:]:
        try:
            answers[path] = {"signatures": judge(path, moment, roots, lists)}
        except Exception as why:  # a refusal in any form is an answer
            answers[path] = {"refused": f"{type(why).__name__}: {why}"}
    print(json.dumps(answers))


main()
