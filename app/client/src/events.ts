// Word from the server that something moved, so that a device need not ask (`GET /sync/events`). Only a hint: what moved is told by the
// pull. A server without it, or a network that does not let it through, leaves the device to poll.

import { pause, waitAfter } from './backoff.js';
import { Refused, TryLater } from './failures.js';
import type { Session } from './session.js';

/** A connection that ends sooner counts as a failure, so that two pages of one device do not take it from each other all the time. */
const SHORT_MS = 60_000;

/** One message of a stream of events. */
export interface ServerEvent {
  event: string;
  data: string;
}

export interface ListenOptions {
  signal: AbortSignal;
  /** Called at every message, and once after every (re)connection: something may have moved while there was none. */
  onNews: (event?: ServerEvent) => void;
}

/**
 * Listens until it is called off, connecting again at growing intervals. Gives false when the server has no events, and the caller
 * polls instead.
 *
 * @throws SignInNeeded, DeviceRevoked, UpgradeRequired
 */
export async function listen(session: Session, { signal, onNews }: ListenOptions): Promise<boolean> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      const answer = await session.send('/sync/events', { headers: { Accept: 'text/event-stream' }, signal });
      if (!answer.headers.get('Content-Type')?.startsWith('text/event-stream')) return false;
      const begun = Date.now();
      onNews();
      for await (const event of eventsOf(answer)) onNews(event);
      // The server ends the stream when it stops, when the token does, and when the same device listens elsewhere.
      failures = Date.now() - begun < SHORT_MS ? failures + 1 : 1;
    } catch (failure) {
      if (signal.aborted) return true;
      if (failure instanceof Refused && [404, 405, 406].includes(failure.status)) return false;
      if (!(failure instanceof TryLater) && !(failure instanceof TypeError)) throw failure;
      failures += 1;
    }
    await pause(waitAfter(failures), signal);
  }
  return true;
}

/** Reads messages from an answer; comments, which keep the line alive, are left out. */
export async function* eventsOf(answer: Response): AsyncGenerator<ServerEvent> {
  if (!answer.body) return;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = messageIn(block);
        if (event) yield event;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function messageIn(block: string): ServerEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value ?? event;
    if (field === 'data') data.push(value ?? '');
  }
  return data.length > 0 || event !== 'message' ? { event, data: data.join('\n') } : undefined;
}
