// Who is signed in on this device, and requests in their name: tokens are refreshed once for everybody who waits, a revoked device
// is wiped, and refusals become the classes of `failures.ts` (docs/sync-protocol.md, 2).

import { DeviceRevoked, Refused, SignInNeeded, TryLater, UpgradeRequired } from './failures.js';
import type { ProblemBody, SessionView } from './protocol.js';
import { forgetPulled } from './records.js';
import { wipe, type Store } from './store/store.js';

export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;

export interface SessionOptions {
  /** Address of the server without a path, such as `https://soat.example.vn`. */
  server: string;
  store: Store;
  /** Stands in for the global `fetch`. */
  fetch?: Fetch;
  /** Language of refusals: `vi` or `en`. */
  language?: 'vi' | 'en';
  /** Version of the program. With it the device also says what waits on it, for the list of devices. */
  appVersion?: string;
}

export interface SignIn {
  username: string;
  password: string;
  /** A name its owner recognises, and `android`, `ios`, `web` … */
  device: { name: string; platform: string; public_key?: string };
}

/** Seconds before its end at which an access token is no longer used. */
const SPARE_SECONDS = 20;

interface Held extends SessionView {
  username: string;
  /** When the access token ends by this device's clock. */
  ends_at: number;
}

export class Session {
  readonly appVersion: string | undefined;
  readonly #store: Store;
  readonly #server: string;
  readonly #fetch: Fetch;
  readonly #language: string;
  #refreshing: Promise<Held> | undefined;

  constructor(options: SessionOptions) {
    this.#store = options.store;
    this.#server = options.server.replace(/\/+$/, '');
    this.#fetch = options.fetch ?? ((address, init) => fetch(address, init));
    this.#language = options.language ?? 'vi';
    this.appVersion = options.appVersion;
  }

  /** Address of an operation of the API, or of a path the server gave. */
  address(path: string): string {
    return path.startsWith('/api/') || path.startsWith('/.well-known/') ? this.#server + path : `${this.#server}/api/v1${path}`;
  }

  /**
   * Signs in. The device keeps its id as long as its store is whole and the same person signs in; somebody else's sign-in needs an
   * empty outbox and empties the rest.
   */
  async signIn(given: SignIn): Promise<SessionView> {
    const before = await this.#held();
    const same = before?.username.toLowerCase() === given.username.toLowerCase();
    const device = same ? { id: before!.device_id, ...given.device } : given.device;
    if (before && !same) await this.#refuseWhileWorkWaits();
    const view = await this.#authenticate('/auth/sign-in', { username: given.username, password: given.password, device });
    await this.#store.transaction(async (tx) => {
      if (!same) await wipe(tx);
      // The server does not tell a device what it wrote itself, so under another id everything is pulled anew.
      else if (view.device_id !== before!.device_id) await forgetPulled(tx);
      await tx.put('state', 'session', held(view, given.username));
    });
    return view;
  }

  /** Ends the session on the server where it can be reached. The store stays: the same person can sign in and go on. */
  async signOut(): Promise<void> {
    await this.send('/auth/sign-out', { method: 'POST' }).catch(() => undefined);
    await this.#store.transaction(async (tx) => {
      const session = await tx.get<Held>('state', 'session');
      if (session) await tx.put('state', 'session', { ...session, access_token: '', refresh_token: '', ends_at: 0 });
    });
  }

  /** The device's id, needed in every pull and push. */
  async deviceId(): Promise<string> {
    return (await this.#current()).device_id;
  }

  /** Sends JSON and reads JSON. */
  async json<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const init: RequestInit = { method, headers: { ...headers } };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      init.headers = { 'Content-Type': 'application/json', ...headers };
    }
    const answer = await this.send(path, init);
    return (answer.status === 204 ? undefined : await readJson(answer)) as T;
  }

  /** An access token that is good for a while, for libraries that make their own requests. */
  async accessToken(): Promise<string> {
    const session = await this.#current();
    return (session.ends_at - SPARE_SECONDS * 1_000 > Date.now() ? session : await this.#refresh(session)).access_token;
  }

  /**
   * Sends a request with the person's token. Gives answers of 2xx and 304 and throws the rest.
   *
   * @throws Refused, TryLater, SignInNeeded, DeviceRevoked, UpgradeRequired
   */
  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const answer = await this.#request(path, init, await this.accessToken());
    if (answer.status !== 401) return this.#judged(answer, init);
    const problem = await problemOf(answer);
    if (problem.code !== 'token-expired') throw new SignInNeeded(problem.code ?? 'unauthenticated');
    const renewed = await this.#refresh(await this.#current());
    return this.#judged(await this.#request(path, init, renewed.access_token), init);
  }

  async #judged(answer: Response, init: RequestInit): Promise<Response> {
    if (answer.ok || answer.status === 304) return answer;
    // An answer to HEAD has no body: whether 410 means the device or the upload has to be asked otherwise.
    if (answer.status === 410 && init.method === 'HEAD') await this.send('/me');
    return this.#fail(answer.status, await problemOf(answer), answer.headers.get('Retry-After'));
  }

  async #fail(status: number, problem: Partial<ProblemBody>, retryAfter: string | null): Promise<never> {
    if (problem.code === 'device-revoked') {
      await this.#store.transaction(async (tx) => {
        await wipe(tx);
        await tx.put('state', 'revoked', true);
      });
      throw new DeviceRevoked();
    }
    if (problem.code === 'upgrade-required') throw new UpgradeRequired(problem);
    if (status === 401) throw new SignInNeeded(problem.code ?? 'unauthenticated');
    if (status === 429 || (status >= 500 && status !== 501)) {
      throw new TryLater(problem.code ?? `http-${status}`, { after: retryAfter ? Number(retryAfter) : undefined });
    }
    throw new Refused(status, problem);
  }

  async #request(path: string, init: RequestInit, token: string | undefined): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('Accept-Language', this.#language);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    try {
      return await this.#fetch(this.address(path), { ...init, headers });
    } catch (cause) {
      if (init.signal?.aborted) throw cause;
      throw new TryLater('offline', { cause });
    }
  }

  async #authenticate(path: string, body: unknown): Promise<SessionView> {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await this.#request(path, init, undefined);
    if (!answer.ok) await this.#fail(answer.status, await problemOf(answer), answer.headers.get('Retry-After'));
    return (await readJson(answer)) as SessionView;
  }

  /** One refresh at a time, in this program and, where the browser has locks, in all its pages: a token is good once. */
  #refresh(seen: Held): Promise<Held> {
    this.#refreshing ??= withLock(`soat-refresh:${this.#server}`, () => this.#refreshUnlessDone(seen)).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refreshUnlessDone(seen: Held): Promise<Held> {
    const session = await this.#current();
    if (session.refresh_token !== seen.refresh_token) return session;
    const view = await this.#authenticate('/auth/refresh', { refresh_token: session.refresh_token });
    const renewed = held(view, session.username);
    await this.#store.transaction((tx) => tx.put('state', 'session', renewed));
    return renewed;
  }

  async #current(): Promise<Held> {
    const session = await this.#held();
    if (!session && (await this.#store.transaction((tx) => tx.get('state', 'revoked')))) throw new DeviceRevoked();
    if (!session || session.refresh_token === '') throw new SignInNeeded(session ? 'signed-out' : 'never-signed-in');
    return session;
  }

  #held(): Promise<Held | undefined> {
    return this.#store.transaction((tx) => tx.get<Held>('state', 'session'));
  }

  async #refuseWhileWorkWaits(): Promise<void> {
    const waiting = await this.#store.transaction((tx) => tx.entries('outbox'));
    if (waiting.length > 0) throw new Error(`${waiting.length} operations of somebody else wait in this store.`);
  }
}

function held(view: SessionView, username: string): Held {
  return { ...view, username, ends_at: Date.now() + view.expires_in * 1_000 };
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (cause) {
    throw new TryLater('answer-broke-off', { cause });
  }
}

async function problemOf(answer: Response): Promise<Partial<ProblemBody>> {
  return (await answer.json().catch(() => ({}))) as Partial<ProblemBody>;
}

async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return locks ? ((await locks.request(name, work)) as T) : work();
}
