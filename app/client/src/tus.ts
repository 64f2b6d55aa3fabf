// The three requests of tus 1.0.0 that a queue needs: begin, ask, send (docs/evidence.md, "Uploading with tus").

import { TryLater } from './failures.js';
import { base64, sha256Base64 } from './hashes.js';
import type { Session } from './session.js';

const VERSION = { 'Tus-Resumable': '1.0.0' };

/** Begins an upload for declared evidence. Gives its path. */
export async function createUpload(session: Session, evidenceId: string, size: number): Promise<string> {
  const metadata = `evidence_id ${base64(new TextEncoder().encode(evidenceId))}`;
  const headers = { ...VERSION, 'Upload-Length': String(size), 'Upload-Metadata': metadata };
  const answer = await session.send('/uploads', { method: 'POST', headers });
  const location = answer.headers.get('Location');
  if (!location) throw new TryLater('no-location');
  return pathOf(location);
}

/** Bytes that the server has of an upload. */
export async function offsetOf(session: Session, path: string): Promise<number> {
  const answer = await session.send(path, { method: 'HEAD', headers: VERSION, cache: 'no-store' });
  return offsetIn(answer);
}

/** Sends a piece with its checksum. Gives where the upload stands then. */
export async function sendPiece(
  session: Session, path: string, offset: number, piece: Uint8Array<ArrayBuffer>, signal?: AbortSignal,
): Promise<number> {
  const headers = {
    ...VERSION,
    'Upload-Offset': String(offset),
    'Upload-Checksum': `sha256 ${await sha256Base64(piece)}`,
    'Content-Type': 'application/offset+octet-stream',
  };
  return offsetIn(await session.send(path, { method: 'PATCH', headers, body: piece, ...(signal ? { signal } : {}) }));
}

function offsetIn(answer: Response): number {
  const offset = Number(answer.headers.get('Upload-Offset') ?? Number.NaN);
  if (!Number.isSafeInteger(offset)) throw new TryLater('no-offset');
  return offset;
}

/** `Location` may be whole or a path; requests go to the session's server in either case, with its token. */
function pathOf(location: string): string {
  return new URL(location, 'http://server').pathname;
}
