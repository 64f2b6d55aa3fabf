// Receipts: signed statements of what the server holds (JWS, EdDSA). A device may delete only what a receipt names.

import type { Holding } from './compare.js';
import { Refused } from './failures.js';
import { fromBase64Url } from './hashes.js';
import type { Session } from './session.js';

/** What a receipt says. */
export interface Receipt {
  iss: string;
  iat: number;
  device_id: string;
  user_id: string;
  inspections: {
    id: string;
    change: number;
    collections: Record<string, Holding>;
    /** Files whose bytes are kept. */
    evidence: { id: string; size: number; sha256: string }[];
  }[];
}

const TYPE = 'soat-receipt';

/** Keys do not change; new ones come beside them. */
const known = new WeakMap<Session, Map<string, CryptoKey>>();

/** Asks for the receipt of an inspection; null from a server that gives none. The signature is verified. */
export async function receiptOf(session: Session, inspectionId: string): Promise<Receipt | null> {
  try {
    const { receipt } = await session.json<{ receipt: string }>('GET', `/sync/receipt?inspection=${inspectionId}`);
    return await verifyReceipt(session, receipt);
  } catch (failure) {
    if (failure instanceof Refused && failure.code === 'not-found') return null;
    throw failure;
  }
}

/**
 * Verifies a receipt against the keys of the server and reads it.
 *
 * @throws Error when it is no receipt, of another device, or not signed by a key of the server
 */
export async function verifyReceipt(session: Session, jws: string): Promise<Receipt> {
  const [head = '', body = '', signature = ''] = jws.split('.');
  const header = readPart(head) as { alg?: string; typ?: string; kid?: string };
  if (header.alg !== 'EdDSA' || header.typ !== TYPE) throw new Error('This is no receipt.');
  const key = await keyOf(session, header.kid);
  const signed = new TextEncoder().encode(`${head}.${body}`);
  if (!(await crypto.subtle.verify('Ed25519', key, fromBase64Url(signature), signed))) throw new Error('The signature of the receipt is not valid.');
  const receipt = readPart(body) as Receipt;
  if (receipt.device_id !== (await session.deviceId())) throw new Error('The receipt is of another device.');
  return receipt;
}

async function keyOf(session: Session, kid = ''): Promise<CryptoKey> {
  const keys = known.get(session) ?? new Map<string, CryptoKey>();
  known.set(session, keys);
  const key = keys.get(kid) ?? (await fetchKey(session, kid));
  keys.set(kid, key);
  return key;
}

async function fetchKey(session: Session, kid: string): Promise<CryptoKey> {
  const { keys } = await session.json<{ keys: (JsonWebKey & { kid?: string })[] }>('GET', '/.well-known/jwks.json');
  const found = keys.find((key) => key.kid === kid && key.kty === 'OKP');
  if (!found) throw new Error('The receipt is signed by a key that the server does not publish.');
  return crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x: found.x! }, 'Ed25519', false, ['verify']);
}

function readPart(part: string): unknown {
  return JSON.parse(new TextDecoder().decode(fromBase64Url(part)));
}
