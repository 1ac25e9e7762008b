import type { Transport } from '../types.ts'
import { agUi, type AgUiOptions } from './agUi.ts'
import { checkPreset, type Preset } from './preset.ts'
import { tanStackTransport } from './resuming/tanStackAI.ts'
import type { ResumeOptions } from './resuming/options.ts'

/** Like {@link AgUiOptions}, with what your server offers for its runs. */
export interface TanStackAIOptions extends AgUiOptions, ResumeOptions {
  /** The endpoint. @default '/api/chat' */
  readonly url?: string
}

/**
 * Creates the options for a server of TanStack AI. With `durability`, its answers resume: the client chooses
 * the id of the run (`X-Run-Id`), and repeats its request with `Last-Event-ID`, which starts nothing. After
 * a reload, and if the connection broke before the first event, it requests `GET url?offset=-1&runId=`.
 *
 * @see https://tanstack.com/ai/latest/docs
 * @example
 * const chat = useChatStream(tanStackAI({ url: '/api/chat' }))
 */
export function tanStackAI(options: TanStackAIOptions = {}): Preset<Transport> {
  checkPreset(options, ['url', 'system', 'stop', 'recover'])
  const { stop, recover, ...agUiOptions } = options
  return {
    ...agUi({ url: '/api/chat', ...agUiOptions }),
    transport: tanStackTransport({ stop, recover }),
  }
}
