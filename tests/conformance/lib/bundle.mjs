// Bundles (section 22 of the protocol): a tar archive of operations and files with a signed manifest, and wrong ones on demand.

import { createHash, createPrivateKey, sign } from 'node:crypto';

const BLOCK = 512;

/**
 * The bytes of a bundle. `entries` are `{name, bytes}` in their order, `ops.json` first; `manifest` is laid over the one that is made of them; `key` is a
 * private JWK. Faults: `leave_out` and `alter` name an entry, `add` is one that the manifest does not name.
 */
export function bundle({ manifest, entries, key, leave_out, alter, add }) {
  const parts = entries.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }));
  const named = Buffer.from(JSON.stringify({ format: 'soat-bundle', version: 1, parts, ...manifest }));
  const head = { name: 'manifest.json', bytes: named };
  const proof = { name: 'manifest.jws', bytes: Buffer.from(detached(named, key)) };
  const travelling = entries.filter(({ name }) => name !== leave_out).map((entry) => (entry.name === alter ? altered(entry) : entry));
  return tar([head, proof, ...travelling, ...(add ? [add] : [])]);
}

/** A JWS with detached content (RFC 7515, appendix F). */
function detached(content, key) {
  const kid = createHash('sha256').update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: key.x })).digest('base64url');
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid })).toString('base64url');
  const said = Buffer.from(`${header}.${content.toString('base64url')}`);
  return `${header}..${sign(null, said, createPrivateKey({ key, format: 'jwk' })).toString('base64url')}`;
}

function altered({ name, bytes }) {
  const other = Buffer.from(bytes);
  other[other.length - 1] ^= 0x01;
  return { name, bytes: other };
}

/** A tar archive in the POSIX ustar format. */
export function tar(entries) {
  const pieces = entries.flatMap(({ name, bytes }) => [header(name, bytes.length), bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
  return Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK)]);
}

function header(name, size) {
  const block = Buffer.alloc(BLOCK);
  const octal = (value, at, length) => block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  block.write(name, 0, 'latin1');
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  block.write('        ', 148, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\0', 257, 'latin1');
  block.write('00', 263, 'latin1');
  block.write(`${block.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** What a bundle says: its manifest and its operations, as far as they can be read. */
export function readBundle(bytes) {
  const found = {};
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const name = bytes.subarray(at, at + 100).toString('latin1').replace(/\0.*$/s, '');
    const size = Number.parseInt(bytes.subarray(at + 124, at + 135).toString('latin1'), 8) || 0;
    found[name] = bytes.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return { manifest: jsonOf(found['manifest.json']), ops: jsonOf(found['ops.json'])?.ops };
}

function jsonOf(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
