import { checkShape } from './checkShape.ts'
import { checkUrl } from './checkOptions.ts'
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
  tools: 'object',
  metadataSchema: '',
  dataSchemas: 'object',
  onToolCall: 'function',
  onInvalid: 'function',
  maxSteps: 'number',
}

/**
 * Rejects options as the caller passed them: unknown ones, values of another type, and a missing `url`.
 *
 * @throws {ChatStreamError} `argument`
 */
export function checkGivenOptions(
  options: object,
  shape: Readonly<Record<string, string>> = optionShape,
): void {
  checkShape('options', options, shape, true)
  checkUrl((options as Partial<PinnedChatStreamOptions>).url)
}
