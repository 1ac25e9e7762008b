import type { PinnedChatStreamOptions } from '../options.ts'

/** The options of `createPinnedChatStream`, and their types. The compiler reports an option that is missing. */
export const optionTypes: Readonly<Record<keyof PinnedChatStreamOptions, string>> = {
  url: '',
  transport: '',
  dialect: '',
  headers: '',
  secretHeaders: 'list or undefined',
  body: 'object, function or undefined',
  credentials: '',
  fetch: 'function or undefined',
  messages: '',
  whenBusy: '',
  whenStopped: '',
  retry: '',
  connectTimeout: '',
  idleTimeout: '',
  idempotencyKey: '',
  onEvent: 'function or undefined',
  onFinish: 'function or undefined',
  onError: 'function or undefined',
}
