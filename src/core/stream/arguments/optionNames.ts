import type { PinnedChatStreamOptions } from '../options.ts'

/**
 * The names of the options of `createPinnedChatStream`. A record instead of a list, so that the compiler reports a
 * name that is missing.
 */
export const optionNames: Readonly<Record<keyof PinnedChatStreamOptions, 1>> = {
  url: 1,
  transport: 1,
  dialect: 1,
  headers: 1,
  secretHeaders: 1,
  body: 1,
  credentials: 1,
  fetch: 1,
  messages: 1,
  whenBusy: 1,
  whenStopped: 1,
  retry: 1,
  connectTimeout: 1,
  idleTimeout: 1,
  idempotencyKey: 1,
  onEvent: 1,
  onFinish: 1,
  onError: 1,
}
