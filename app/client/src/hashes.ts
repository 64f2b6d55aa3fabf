// SHA-256 of files and pieces, and the two ways in which the API writes bytes: hexadecimal and Base64.

/** SHA-256 as 64 hexadecimal digits: the form of a declaration. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  return hex(await sha256(bytes));
}

/** SHA-256 as Base64: the form of `Upload-Checksum`. */
export async function sha256Base64(bytes: BufferSource): Promise<string> {
  return base64(await sha256(bytes));
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** Reads Base64 in the alphabet for addresses, without padding: the form of a JWS and of a JWK. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

async function sha256(bytes: BufferSource): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
