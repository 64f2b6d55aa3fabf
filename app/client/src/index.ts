// What a device needs to work offline with Soát. See docs/clients/README.md.

export * from './bridge.js';
export * from './client.js';
export * from './compare.js';
export * from './events.js';
export * from './failures.js';
export * from './hashes.js';
export * from './health.js';
export * from './ids.js';
export * from './outbox.js';
export * from './protocol.js';
export * from './pull.js';
export * from './push.js';
export * from './receipts.js';
export * from './records.js';
export * from './session.js';
export * from './store/indexeddb.js';
export * from './store/memory.js';
export * from './store/store.js';
export * from './tus.js';
export * from './uploads.js';
export * from './backoff.js';
export type { components, operations, paths } from './generated/api.js';
