// Ids that a device makes itself: version 7 for new records, version 5 for responses (docs/sync-protocol.md, 1 and 4.2).

/** A new UUID of version 7: it begins with the time, so that ids made later sort later. */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let rest = now;
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return formatted(bytes, 7);
}

/**
 * The id of the response to an item of an inspection's checklist, or to one of its samples. It is computed, so that two devices
 * that answer the same item offline write to the same record.
 */
export async function responseId(inspectionId: string, itemId: string, sampleId?: string | null): Promise<string> {
  const name = sampleId ? `${itemId}/${sampleId.toLowerCase()}` : itemId;
  const text = new TextEncoder().encode(name);
  const bytes = new Uint8Array(16 + text.length);
  bytes.set(bytesOf(inspectionId));
  bytes.set(text, 16);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
  return formatted(hash.slice(0, 16), 5);
}

function bytesOf(id: string): Uint8Array {
  const digits = id.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new TypeError(`not a UUID: ${id}`);
  return Uint8Array.from({ length: 16 }, (_, place) => Number.parseInt(digits.slice(place * 2, place * 2 + 2), 16));
}

function formatted(bytes: Uint8Array, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
}
