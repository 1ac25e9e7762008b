import { ChatStreamError } from '../errors.ts'
import type { Call } from '../stream/arguments/sendOptions.ts'
import type { LiveChat } from '../stream/chatState.ts'
import type { ChatMessage, ToolPart } from '../types.ts'
import { callsOf, changeCall, hasResult } from './toolCalls.ts'
import type { ToolDefinition } from './toolSet.ts'

/** Tools that run at the same time, and what follows them. */
export interface Phase {
  readonly controller: AbortController
  /** The running calls, by their keys. */
  readonly calls: Map<string, { readonly message: ChatMessage; readonly call: ToolPart }>
  readonly answer: Promise<ChatMessage>
  readonly resolve: (answer: ChatMessage | Promise<ChatMessage>) => void
}

/** State of the tool loop of one chat. The functions that change it get it as their first argument. */
export interface LoopState {
  readonly chat: LiveChat
  readonly definitions: Readonly<Record<string, ToolDefinition>>
  readonly maxSteps: number
  /** The keys of calls that ran since the chat was created. */
  readonly begun: Set<string>
  /** The ids of answers whose calls got a result in the page that was not sent yet. */
  readonly answered: Set<string>
  phase: Phase | undefined
  /** The answer that ended last, and the options of its question, which also hold for the answer after its tools. */
  ended: { readonly id: string; readonly call: Call } | undefined
}

/** Returns the tool of a call; undefined if the page has no tool of its name. */
export function definitionOf(
  definitions: Readonly<Record<string, ToolDefinition>>,
  { name }: ToolPart,
): ToolDefinition | undefined {
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined
}

/** Changes a call of a message, and notes that it has a result. */
export function change(
  { chat, answered }: LoopState,
  message: ChatMessage,
  { id }: ToolPart,
  changes: Partial<ToolPart>,
): void {
  if ('output' in changes || changes.error) answered.add(message.id)
  changeCall(chat, message.id, id, changes)
}

/** Ends a call with an error, which the model gets. */
export function fail(loop: LoopState, message: ChatMessage, call: ToolPart, error: string): void {
  change(loop, message, call, { state: 'output-error', error })
}

/**
 * Returns the last call with an id that has no result, and its message.
 *
 * @throws {ChatStreamError} `argument` if there is none
 */
export function findCall({ chat }: LoopState, id: string): readonly [ChatMessage, ToolPart] {
  const { run } = chat
  for (const each of chat.messages.get().toReversed()) {
    // The list may lag behind the message that streams.
    const message = each.id === run?.message.id ? run.message : each
    const call = callsOf(message).findLast((part) => part.id === id && !hasResult(part))
    if (call) return [message, call]
  }
  throw new ChatStreamError('argument', `No tool call with the id ${id} waits for a result.`)
}
