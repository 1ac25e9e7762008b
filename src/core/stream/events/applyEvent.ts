import { loadCode, requireCode } from '../../loadCode.ts'
import type { PinnedChatStreamOptions } from '../options.ts'
import type { ChatMessage, StreamEvent, ToolResult } from '../../types.ts'
import { applyTextEvent } from './textEvents.ts'

let code: typeof import('./parts.ts') | undefined

/**
 * Loads the code for all parts but text, which most answers don't need. Returns undefined if it is loaded.
 *
 * @throws {ChatStreamError} `network`, as a rejection, if the code cannot be loaded
 */
export function loadParts(): Promise<unknown> | undefined {
  return code
    ? undefined
    : loadCode(import('./parts.ts'), 'parts of this answer').then((module) => (code = module))
}

/** Loads the code for these events, if they need any: see `loadParts`. */
export function prepareEvents(events: readonly StreamEvent[]): Promise<unknown> | undefined {
  const hasParts = events.some(({ type }) => /^(ref|cor|tool|so|file|da|om|meta|us)/.test(type))
  return hasParts ? loadParts() : undefined
}

/** Applies one event, for which `prepareEvents` has been called: see `applyEvent` in `answer.ts`. */
export function applyEvent(message: ChatMessage, event: StreamEvent): ChatMessage {
  return (code?.applyEvent ?? applyTextEvent)(message, event)
}

/** Checks the data of an event by the schemas of the options: see `checkEvent` in `checkEvent.ts`. */
export function checkEvent(
  options: PinnedChatStreamOptions,
  message: ChatMessage,
  event: StreamEvent,
): StreamEvent {
  return code?.checkEvent(options, message, event) ?? event
}

/** @throws {ChatStreamError} `argument` if a result belongs to a tool call that is in none of the messages */
export function checkToolResults(
  toolResults: readonly ToolResult[],
  messages: readonly ChatMessage[],
): void {
  if (toolResults.length > 0) requireCode(code).checkToolResults(toolResults, messages)
}

/** Adds results to their calls, after `loadParts`. */
export function withToolResults(
  messages: readonly ChatMessage[],
  toolResults: readonly ToolResult[],
): readonly ChatMessage[] {
  return toolResults.length > 0
    ? toolResults.reduce(requireCode(code).withToolResult, messages)
    : messages
}
