// A device whose network can be taken away.

import { MemoryStore, Session } from '@soat/client';

import { PASSWORD } from './world.mjs';

/** A session on a store of its own. `net.on = false` takes the network away; `net.lose` answers get lost on the way back. */
export async function deviceOf(address, username, store = new MemoryStore()) {
  const net = { on: true, lose: 0, requests: 0, sent: [] };
  const through = async (target, init) => {
    if (!net.on) throw new TypeError('no network');
    net.requests += 1;
    net.sent.push({ path: new URL(target).pathname, init });
    const answer = await fetch(target, init);
    if (net.lose > 0) {
      net.lose -= 1;
      throw new TypeError('the answer was lost');
    }
    return answer;
  };
  const session = new Session({ server: address, store, fetch: through, language: 'en' });
  await session.signIn({ username, password: PASSWORD, device: { name: 'máy tính bảng', platform: 'test' } });
  return { session, net, store, fetch: through };
}
