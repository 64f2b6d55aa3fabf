//! From a certificate up to an authority that is trusted (RFC 5280, 6, as far as signing documents needs it).

use const_oid::ObjectIdentifier;
use jiff::Timestamp;
use x509_cert::ext::pkix::KeyUsage;

use crate::seal::algorithms;
use crate::seal::certificate::Certificate;
use crate::seal::oids;

/// Certificates in a path.
const MAX_LENGTH: usize = 6;
/// Signatures of certificates that are checked for one path.
const MAX_CHECKS: usize = 64;
/// Extensions that we understand; any other that is critical ends the path (RFC 5280, 4.2).
const UNDERSTOOD: &[ObjectIdentifier] = &[
    oids::SUBJECT_KEY_ID,
    oids::KEY_USAGE,
    oids::SUBJECT_ALT_NAME,
    oids::BASIC_CONSTRAINTS,
    oids::CRL_POINTS,
    oids::CERTIFICATE_POLICIES,
    oids::AUTHORITY_KEY_ID,
    oids::EXTENDED_KEY_USAGE,
];

/// A path from the certificate to an anchor, both included; every authority on it was valid then.
pub(super) fn find(certificate: &Certificate, others: &[Certificate], anchors: &[Certificate], at: Timestamp) -> Option<Vec<Certificate>> {
    let mut search = Search { others, anchors, at, checks: 0 };
    let mut path = vec![certificate.clone()];
    (understood(certificate) && search.climb(&mut path)).then_some(path)
}

struct Search<'a> {
    others: &'a [Certificate],
    anchors: &'a [Certificate],
    at: Timestamp,
    checks: usize,
}

impl Search<'_> {
    fn climb(&mut self, path: &mut Vec<Certificate>) -> bool {
        let Some(top) = path.last().cloned() else { return false };
        if self.anchors.contains(&top) {
            return true;
        }
        if let Some(anchor) = self.anchors.iter().find(|anchor| self.issued(anchor, &top, path.len())) {
            path.push(anchor.clone());
            return true;
        }
        if path.len() + 1 >= MAX_LENGTH {
            return false;
        }
        for other in self.others {
            self.checks += 1;
            if self.checks > MAX_CHECKS || path.contains(other) || !self.issued(other, &top, path.len()) {
                continue;
            }
            path.push(other.clone());
            if self.climb(path) {
                return true;
            }
            path.pop();
        }
        false
    }

    /// Whether this authority may have issued the certificate and did. `below` counts the certificates below the authority.
    fn issued(&self, authority: &Certificate, certificate: &Certificate, below: usize) -> bool {
        let (own, tbs) = (&authority.parsed.tbs_certificate, &certificate.parsed.tbs_certificate);
        let usage = own.get::<KeyUsage>().ok().flatten();
        let may =
            usage.is_none_or(|(_, usage)| usage.key_cert_sign()) && authority.depth().is_some_and(|depth| usize::from(depth) + 1 >= below);
        let named = own.subject == tbs.issuer && certificate.parsed.signature_algorithm == tbs.signature;
        may && named && authority.is_valid_at(self.at) && understood(authority) && intact(authority, certificate)
    }
}

fn understood(certificate: &Certificate) -> bool {
    let extensions = certificate.parsed.tbs_certificate.extensions.iter().flatten();
    extensions.into_iter().all(|extension| !extension.critical || UNDERSTOOD.contains(&extension.extn_id))
}

fn intact(authority: &Certificate, certificate: &Certificate) -> bool {
    let key = &authority.parsed.tbs_certificate.subject_public_key_info;
    let parsed = &certificate.parsed;
    algorithms::verify(key, &parsed.signature_algorithm, None, &certificate.body, parsed.signature.raw_bytes())
}
