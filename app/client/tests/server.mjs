// A server made up for a test: answers of the API, one after the other or by path, without a network.

/** A `fetch` that gives each request to `answer(request)`; what it gives is the JSON of a 200, or a `Response`. */
export function serverOf(answer) {
  const requests = [];
  const fetch = async (address, init = {}) => {
    const url = new URL(address);
    const request = {
      method: init.method ?? 'GET', path: url.pathname.replace('/api/v1', ''), headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
    };
    requests.push(request);
    if (request.path === '/auth/sign-in') return json(200, sessionOf(1));
    const given = await answer(request, requests.length);
    return given instanceof Response ? given : json(200, given);
  };
  return { fetch, requests, of: (path) => requests.filter((one) => one.path === path) };
}

export function json(status, body) {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

export function problem(status, code, more = {}) {
  return json(status, { code, status, title: code, detail: code, ...more });
}

export const DEVICE = '01957a3a-7c40-7f02-8d11-2b90c5e4a6d7';

export function sessionOf(number, expires_in = 900) {
  return { access_token: `access-${number}`, refresh_token: `refresh-${number}`, token_type: 'Bearer', expires_in, expires_at: '', device_id: DEVICE, user: {} };
}

export const SIGN_IN = { username: 'truongdoan', password: '…', device: { name: 'máy', platform: 'test' } };

/** An answer to a pull. */
export function page(changes, cursor, more = {}) {
  return { changes, streams_removed: [], cursor, has_more: false, pending_ops: 0, next_poll_s: 60, server_time: '2026-03-09T02:16:04.120Z', ...more };
}
