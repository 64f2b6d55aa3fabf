// One request over a real connection, with the faults that a network has: cut, delayed, altered, and answers that nobody reads.

import http from 'node:http';
import https from 'node:https';
import { gunzipSync, gzipSync } from 'node:zlib';

import { bytesOf } from './values.mjs';

/** Milliseconds an answer may take. */
const PATIENCE = 120_000;
const agents = { 'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }), 'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }) };

/** What a request of a scenario is on the wire: method, address, headers, bytes. `token` is the access token of who asks. */
export function prepare(base, request, scope, token) {
  const headers = { 'Accept-Language': 'en' };
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  let body;
  if (request.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = Buffer.from(JSON.stringify(scope.fill(request.json)), 'utf8');
  } else if (request.body !== undefined) {
    body = bytesOf(scope, request.body);
  }
  if (request.gzip) {
    headers['Content-Encoding'] = 'gzip';
    body = gzipSync(body);
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const known = Object.keys(headers).find((one) => one.toLowerCase() === name.toLowerCase());
    if (known) delete headers[known];
    if (value !== null) headers[name] = String(scope.fill(value));
  }
  return { method: request.method, url: new URL(scope.fill(request.path), base), headers, body };
}

/** Sends a request. `fault` may cut the connection (`cut_after`), break the body off (`truncate`), change a byte or wait within it. */
export function send({ method, url, headers, body }, fault = {}) {
  let bytes = body ?? Buffer.alloc(0);
  if (fault.truncate !== undefined) bytes = bytes.subarray(0, fault.truncate);
  if (fault.flip_byte !== undefined) {
    bytes = Buffer.from(bytes);
    bytes[fault.flip_byte] ^= 0xff;
  }
  const sent = { ...headers };
  if (body !== undefined || method === 'POST' || method === 'PATCH' || method === 'PUT') sent['Content-Length'] = bytes.length;
  const speak = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const isCut = fault.cut_after !== undefined;
    const asked = speak.request(url, { method, headers: sent, agent: isCut ? false : agents[url.protocol], timeout: PATIENCE });
    asked.on('timeout', () => asked.destroy(new Error(`no answer within ${PATIENCE / 1_000} s`)));
    asked.on('error', (failure) => (isCut ? resolve({ isCut: true }) : reject(failure)));
    asked.on('response', (answer) => read(answer).then(resolve, reject));
    if (isCut) cut(asked, bytes.subarray(0, fault.cut_after));
    else if (fault.delay_ms !== undefined) late(asked, bytes, fault.delay_ms);
    else asked.end(bytes);
  });
}

/** Writes the first bytes, waits until they are on their way, and pulls the plug. */
function cut(asked, bytes) {
  asked.on('socket', (socket) => {
    const pull = () => asked.write(bytes, () => setTimeout(() => socket.destroy(new Error('cut')), 50));
    if (socket.connecting) socket.once('connect', pull);
    else pull();
  });
}

function late(asked, bytes, milliseconds) {
  const half = Math.floor(bytes.length / 2);
  asked.write(bytes.subarray(0, half));
  setTimeout(() => asked.end(bytes.subarray(half)), milliseconds);
}

async function read(answer) {
  const pieces = [];
  for await (const piece of answer) pieces.push(piece);
  const wire = Buffer.concat(pieces);
  const bytes = answer.headers['content-encoding'] === 'gzip' ? gunzipSync(wire) : wire;
  const type = answer.headers['content-type'] ?? '';
  const text = bytes.toString('utf8');
  const found = { status: answer.statusCode, headers: answer.headers, bytes, size: wire.length };
  if (/json/.test(type) && !/ndjson/.test(type) && text !== '') found.json = JSON.parse(text);
  if (/ndjson/.test(type)) found.lines = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
  return found;
}

/** Listens to server-sent events. `events` grows; `closed` is true once the answer has ended. */
export function listen({ method, url, headers }) {
  const heard = { events: [], comments: [], retry: undefined, closed: false, status: undefined, headers: {} };
  const speak = url.protocol === 'https:' ? https : http;
  const asked = speak.request(url, { method, headers, agent: false });
  heard.stop = () => asked.destroy();
  const over = () => { heard.closed = true; };
  asked.on('error', over);
  heard.open = new Promise((resolve) => {
    asked.on('error', resolve);
    asked.on('response', (answer) => {
      Object.assign(heard, { status: answer.statusCode, headers: answer.headers });
      let rest = '';
      answer.setEncoding('utf8');
      answer.on('data', (text) => {
        rest += text;
        const blocks = rest.split('\n\n');
        rest = blocks.pop();
        blocks.forEach((block) => take(heard, block));
      });
      answer.on('end', over).on('error', over).on('close', over);
      resolve();
    });
  });
  asked.end();
  return heard;
}

function take(heard, block) {
  const event = { name: 'message', data: [] };
  for (const line of block.split('\n')) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (line.startsWith(':')) heard.comments.push(line.slice(1).trim());
    else if (field === 'retry') heard.retry = Number(value);
    else if (field === 'event') event.name = value;
    else if (field === 'data') event.data.push(value);
  }
  if (event.data.length > 0) heard.events.push({ event: event.name, data: JSON.parse(event.data.join('\n')) });
}
