import { loadCode } from '../../loadCode.ts'
import type { ChatMessage, StreamEvent } from '../../types.ts'
import { applyTextEvent } from './textEvents.ts'

let code: typeof import('../answer.ts') | undefined

/**
 * Loads what applies the events of tools, sources, files, data and corrections, before the first of them: most answers
 * have none. Returns undefined if nothing has to be loaded.
 *
 * @throws {ChatStreamError} `network`, as a rejection, if the code cannot be loaded
 */
export function prepareEvents(events: readonly StreamEvent[]): Promise<unknown> | undefined {
  const isReady =
    code ?? !events.some(({ type }) => /^(ref|cor|tool|so|file|da|om|meta|us)/.test(type))
  return isReady
    ? undefined
    : loadCode(import('../answer.ts'), 'parts of this answer').then((module) => (code = module))
}

/** Applies one event, for which `prepareEvents` has been called: see `applyEvent` in `answer.ts`. */
export function applyEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  return (code?.applyEvent ?? applyTextEvent)(message, event)
}
