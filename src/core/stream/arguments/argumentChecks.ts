import { checkMessages } from './checkMessages.ts'
import { checkNumbers } from './checkNumbers.ts'
import { checkShape, type Shape } from './checkShape.ts'
import type { SendOptions } from './sendOptions.ts'
import { checkOption, rejectArgument } from './checkOptions.ts'
import { ChatStreamError } from '../../errors.ts'
import type { PinnedChatStreamOptions } from '../options.ts'
import type { ChatInput } from '../../types.ts'

/**
 * Rejects arguments of the wrong type. Pinned chats check them only during development, because their bundle is small.
 *
 * Each function throws a {@link ChatStreamError} of kind `argument` that names the wrong field.
 */
export interface ArgumentChecks {
  /** The options of a chat that are numbers. */
  numbers(options: PinnedChatStreamOptions): void
  messages(list: unknown): void
  question(input: unknown): void
  /** The options of one question. */
  call(options: unknown): void
}

const inputShape: Readonly<Record<keyof ChatInput, Shape>> = {
  text: 'string',
  files: [{ url: 'string', mediaType: 'string' }],
  toolResults: [{ id: 'string' }],
}

/** Longest metadata of one question, in UTF-16 units of its JSON. */
const MAX_METADATA_LENGTH = 65_536

const callShape: Readonly<Record<keyof SendOptions, Shape>> = {
  headers: 'object|list',
  body: 'object',
  metadata: 'object',
  signal: { aborted: 'boolean' },
}

export const argumentChecks: ArgumentChecks = {
  numbers: checkNumbers,
  messages: checkMessages,
  question: (input) => checkShape('question', input, inputShape, true),
  call(options) {
    checkShape('options', options, callShape, true)
    const { headers, metadata = {} } = options as SendOptions
    try {
      void new Headers(headers)
      const isShort = JSON.stringify(metadata).length <= MAX_METADATA_LENGTH
      checkOption('metadata', metadata, isShort, 'at most 64 KiB of JSON')
    } catch (cause) {
      if (cause instanceof ChatStreamError) throw cause
      rejectArgument(`The options of the question are wrong: ${String(cause)}`)
    }
  },
}
