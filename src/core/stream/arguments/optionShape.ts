import type { PinnedChatStreamOptions } from '../options.ts'

/** The options of `createPinnedChatStream`. The compiler reports one that is missing. */
export const optionShape: Readonly<Record<keyof PinnedChatStreamOptions, string>> = {
  url: '',
  transport: '',
  dialect: '',
  headers: '',
  secretHeaders: 'list',
  body: 'object|function',
  credentials: '',
  fetch: 'function',
  messages: '',
  whenBusy: 'queue|refuse',
  whenStopped: 'send|hold',
  retry: '',
  connectTimeout: 'number|function',
  idleTimeout: 'number',
  idempotencyKey: '',
  onEvent: 'function',
  onFinish: 'function',
  onError: 'function',
}
