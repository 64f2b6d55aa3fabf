// tus-js-client speaks Soát: the evidence is named, every piece has a checksum, tokens are fresh, and an upload is found again by its
// evidence even when this device has forgotten its address. See docs/clients/tus.md.

import { sha256Base64 } from '@soat/client';
import * as tus from 'tus-js-client';

/** A piece is held in memory while its checksum is computed. */
const PIECE = 256 * 1024;

/**
 * Uploads the file of declared evidence, going on where an earlier upload stood. Fulfilled when the server has all bytes and has
 * looked at them.
 *
 * @param session of the client package: tokens, and who the device is
 * @param options further options of tus-js-client
 */
export async function uploadWithTus(session, evidenceId, file, options = {}) {
  const settings = {
    endpoint: session.address('/uploads'),
    metadata: { evidence_id: evidenceId },
    chunkSize: PIECE,
    // Found again by the evidence, not by name and date of a file.
    fingerprint: async () => `soat-${evidenceId}`,
    storeFingerprintForResuming: true,
    removeFingerprintOnSuccess: true,
    retryDelays: [0, 1_000, 3_000, 10_000, 30_000],
    ...options,
    httpStack: withChecksums(options.httpStack ?? new tus.DefaultHttpStack({})),
    onBeforeRequest: async (request) => {
      request.setHeader('Authorization', `Bearer ${await session.accessToken()}`);
      await options.onBeforeRequest?.(request);
    },
    onShouldRetry: (failure) => mayPass(failure),
  };
  return new Promise((resolve, reject) => {
    const upload = new tus.Upload(file, { ...settings, onSuccess: () => resolve(upload), onError: reject });
    options.signal?.addEventListener('abort', () => void upload.abort());
    begin(session, evidenceId, upload).catch(reject);
  });
}

async function begin(session, evidenceId, upload) {
  const [known] = await upload.findPreviousUploads();
  if (known) upload.resumeFromPreviousUpload(known);
  else {
    const { upload: underWay } = await session.json('GET', `/evidence/${evidenceId}`);
    if (underWay) upload.url = session.address(`/uploads/${underWay.id}`);
  }
  upload.start();
}

/** Refusals that a fresh look at the offset mends, and no answer at all. A checksum that does not fit is one of them. */
function mayPass(failure) {
  const status = failure.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || [408, 409, 423, 429, 460].includes(status);
}

/** tus-js-client knows no checksums, but lets its requests be made by others. */
function withChecksums(stack) {
  return {
    getName: () => `${stack.getName()} with checksums`,
    createRequest(method, address) {
      const request = stack.createRequest(method, address);
      const send = request.send.bind(request);
      request.send = async (body) => {
        if (method !== 'PATCH' || body == null) return send(body);
        const bytes = await bytesOf(body);
        request.setHeader('Upload-Checksum', `sha256 ${await sha256Base64(bytes)}`);
        return send(bytes);
      };
      return request;
    },
  };
}

async function bytesOf(body) {
  if (body instanceof Uint8Array) return body;
  if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
  const parts = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}
