import { callHook } from '../stream/chatState.ts'
import type { ChatMessage, ToolPart } from '../types.ts'
import { change, definitionOf, type LoopState } from './loopState.ts'
import { readInput, toPlainOutput, validatorOf } from './readInput.ts'
import { callsOf, currentMessage, hasResult, keyOf } from './toolCalls.ts'
import type { ToolDefinition } from './toolSet.ts'

/**
 * Runs one call, or leaves it to the page: if its tool has no `execute`, or waits for an approval.
 *
 * @param signal - nothing changes in the call after it was aborted
 * @throws why the call failed, for the model
 */
export async function runCall(
  loop: LoopState,
  message: ChatMessage,
  call: ToolPart,
  signal: AbortSignal,
  isApproved: boolean,
): Promise<void> {
  const { chat, definitions, begun } = loop
  const definition = definitionOf(definitions, call)
  if (!definition) {
    const names = Object.keys(definitions).join(', ')
    throw new Error(`There is no tool named ${call.name.slice(0, 100)}. The tools are: ${names}.`)
  }
  const input = await readInput(validatorOf(definition.input), call.args)
  if (signal.aborted) return
  if (!isApproved) {
    callHook(chat.options.onToolCall, call)
    const isAsking = await needsApproval(definition, input)
    // The hook may have answered the call.
    const { parts } = currentMessage(chat, message.id) ?? { parts: [] }
    const current = callsOf({ parts }).find(({ id }) => id === call.id)
    if (signal.aborted || !current || hasResult(current)) return
    if (isAsking) return change(loop, message, call, { state: 'approval-requested' })
  }
  if (!definition.execute) return
  begun.add(keyOf(message, call.id))
  change(loop, message, call, { state: 'executing' })
  const list = chat.messages.get()
  const end = list.findLastIndex(({ id }) => id === message.id) + 1
  const context = { signal, toolCallId: call.id, messages: list.slice(0, end) }
  const returned: unknown = await Promise.race([
    // The schema has validated the arguments.
    definition.execute(input as never, context),
    // A tool may ignore the signal.
    new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
  ])
  if (signal.aborted) return
  const output = await toPlainOutput(definition.output, returned)
  if (!signal.aborted) change(loop, message, call, { state: 'output-available', output })
}

async function needsApproval(
  { needsApproval: rule = false }: ToolDefinition,
  input: unknown,
): Promise<boolean> {
  // The schema has validated the arguments.
  return typeof rule === 'function' ? rule(input as never) : rule
}
