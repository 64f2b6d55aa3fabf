// Exchanges as people read them, for the messages of failures.

const LONGEST = 3_000;

/** A request, and its answer when there is one. Tokens are shortened. */
export function readable(request, answer, fault) {
  const lines = [`> ${request.method} ${request.url.pathname}${request.url.search}`];
  for (const [name, value] of Object.entries(request.headers)) lines.push(`> ${name}: ${name === 'Authorization' ? `${value.slice(0, 20)}…` : value}`);
  if (request.body?.length > 0) lines.push(...body(request.body, request.headers['Content-Type'], '> '));
  if (fault) lines.push(`> (fault: ${JSON.stringify(fault)})`);
  if (answer?.isCut) lines.push('< (the connection was cut)');
  else if (answer) {
    lines.push(`< ${answer.status}`);
    for (const [name, value] of Object.entries(answer.headers)) lines.push(`< ${name}: ${value}`);
    lines.push(...body(answer.bytes, answer.headers['content-type'], '< '));
  }
  return lines.join('\n');
}

function body(bytes, type, mark) {
  if (!/json|text/.test(type ?? '')) return bytes.length > 0 ? [`${mark}(${bytes.length} bytes)`] : [];
  const text = bytes.toString('utf8').replace(/"(access_token|refresh_token|password)":"([^"]{0,8})[^"]*"/g, '"$1":"$2…"');
  return (text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text).split('\n').map((line) => mark + line);
}
