import { ChatStreamError } from '../errors.ts'
import { startAnswer } from '../stream/answerRun.ts'
import { callHook, changeStatus, type LiveChat } from '../stream/chatState.ts'
import type { ChatMessage, ToolPart } from '../types.ts'
import { createInputReader } from './inputReader.ts'
import { errorText, readInput, toPlainOutput, validatorOf } from './readInput.ts'
import { callsOf, changeCall, currentMessage, hasResult, keyOf } from './toolCalls.ts'
import type { ToolDefinition, ToolDescription, ToolLoop } from './toolSet.ts'

/** How many answers after one question may call tools, if the option `maxSteps` does not say. */
const MAX_STEPS = 10

const STOPPED = 'The user stopped this tool call.'
const DENIED = 'The user denied this tool call.'

/** Tools that run at the same time, and what follows them. */
interface Phase {
  readonly controller: AbortController
  /** Running calls, and what they are called with. */
  readonly calls: Map<string, { readonly message: ChatMessage; readonly call: ToolPart }>
  readonly answer: Promise<ChatMessage>
  readonly resolve: (answer: ChatMessage | Promise<ChatMessage>) => void
}

/**
 * Runs the tools of one chat.
 *
 * A call goes through these states. Only an answer that is `complete` runs its calls, and no call runs twice: a call
 * that is `executing`, or has a result, runs again only by `approveTool`, after the page was closed.
 *
 * | state                | next                                                                            |
 * | -------------------- | ------------------------------------------------------------------------------- |
 * | `input-available`    | `output-error` if the tool is unknown or the arguments are wrong                |
 * |                      | `approval-requested` if it needs an approval; `executing` if it has `execute`   |
 * |                      | a result by `addToolOutput` if it has no `execute`                              |
 * | `approval-requested` | `executing` or `output-error`; `approval-answered` if the server requested it   |
 * | `executing`          | `output-available` or `output-error`; as it is if the page is closed            |
 */
export function createToolLoop(
  chat: LiveChat,
  definitions: Readonly<Record<string, ToolDefinition>>,
  descriptions: readonly ToolDescription[],
): ToolLoop {
  const { maxSteps = MAX_STEPS, onToolCall } = chat.options
  if (!(maxSteps >= 1)) {
    const message = `The option \`maxSteps\` must be a number of at least 1, not ${String(maxSteps)}.`
    throw new ChatStreamError('argument', message)
  }
  /** Calls that ran, or were handed to the page, since the chat was created. */
  const begun = new Set<string>()
  /** Answers whose calls got a result in the page. */
  const answered = new Set<string>()
  let phase: Phase | undefined

  function definitionOf({ name }: ToolPart): ToolDefinition | undefined {
    return Object.hasOwn(definitions, name) ? definitions[name] : undefined
  }

  function change(message: ChatMessage, { id }: ToolPart, changes: Partial<ToolPart>): void {
    if ('output' in changes || changes.error) answered.add(message.id)
    changeCall(chat, message.id, id, changes)
  }

  function fail(message: ChatMessage, call: ToolPart, error: string): void {
    change(message, call, { state: 'output-error', error })
  }

  /** Runs calls of one answer. Resolves to the answer that follows. */
  function begin(message: ChatMessage, calls: readonly ToolPart[], isApproved = false) {
    let resolve: Phase['resolve'] = () => undefined
    const current: Phase = (phase ??= {
      controller: new AbortController(),
      calls: new Map(),
      answer: new Promise((settle) => (resolve = settle)),
      resolve: (answer) => resolve(answer),
    })
    for (const call of calls) current.calls.set(keyOf(message, call.id), { message, call })
    if (!chat.run) changeStatus(chat, 'sent', { metrics: chat.state.metrics })
    for (const call of calls) {
      void run(message, call, current.controller.signal, isApproved)
        .catch((thrown: unknown) => {
          if (phase === current) fail(message, call, errorText(thrown))
        })
        .then(() => {
          current.calls.delete(keyOf(message, call.id))
          if (phase === current && current.calls.size === 0) end(message)
        })
    }
    if (calls.length === 0) end(message)
    return current.answer
  }

  /** Ends the phase: sends the results, or the question that waits. */
  function end(message: ChatMessage): void {
    const ended = phase
    phase = undefined
    if (!chat.run) changeStatus(chat, 'complete', { metrics: chat.state.metrics })
    ended?.resolve(proceed(message))
    chat.onIdle()
  }

  /** Runs one call: throws why it failed. */
  async function run(
    message: ChatMessage,
    call: ToolPart,
    signal: AbortSignal,
    isApproved: boolean,
  ): Promise<void> {
    const definition = definitionOf(call)
    if (!definition) {
      const names = Object.keys(definitions).join(', ')
      throw new Error(`There is no tool named ${call.name.slice(0, 100)}. The tools are: ${names}.`)
    }
    const input = await readInput(validatorOf(definition.input), call.args)
    if (signal.aborted) return
    if (!isApproved) {
      callHook(onToolCall, call)
      const { needsApproval = false } = definition
      const isAsking =
        typeof needsApproval === 'function' ? await needsApproval(input as never) : needsApproval
      // The hook may have answered the call.
      const now = callsOf(currentMessage(chat, message.id) ?? message).find(
        ({ id }) => id === call.id,
      )
      if (signal.aborted || !now || hasResult(now)) return
      if (isAsking) return change(message, call, { state: 'approval-requested' })
    }
    if (!definition.execute) return
    begun.add(keyOf(message, call.id))
    change(message, call, { state: 'executing' })
    const messages = chat.messages.get()
    const context = {
      signal,
      toolCallId: call.id,
      messages: messages.slice(0, messages.findLastIndex(({ id }) => id === message.id) + 1),
    }
    const returned: unknown = await Promise.race([
      definition.execute(input as never, context),
      new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })),
    ])
    if (signal.aborted) return
    const output = await toPlainOutput(definition.output, returned)
    if (!signal.aborted) change(message, call, { state: 'output-available', output })
  }

  /** Sends the results of an answer to the model, if it is the last message and all of its calls have one. */
  function proceed(message: ChatMessage): ChatMessage | Promise<ChatMessage> {
    const list = chat.messages.get()
    const last = list.at(-1)
    const isReady =
      last?.id === message.id &&
      last.outcome === 'complete' &&
      callsOf(last).every((call) => hasResult(call) || call.state === 'approval-answered')
    if (!chat.run && !phase && isReady && answered.has(message.id)) {
      answered.delete(message.id)
      return startAnswer(chat, list, 'question')
    }
    return currentMessage(chat, message.id) ?? message
  }

  /** Ends the calls of an answer without running them. */
  function refuse(message: ChatMessage, calls: readonly ToolPart[]): void {
    const text = `The model still calls tools after ${maxSteps} answers (\`maxSteps\`).`
    for (const call of calls) fail(message, call, `This call did not run. ${text}`)
    const error = new ChatStreamError('limit', `${text} Ask it to continue, or raise \`maxSteps\`.`)
    changeStatus(chat, 'sent', { metrics: chat.state.metrics })
    changeStatus(chat, 'failed', { error, metrics: chat.state.metrics })
    callHook(chat.options.onError, error, currentMessage(chat, message.id) ?? message)
  }

  /** @throws {ChatStreamError} `argument` if the call has a result, or there is none with this id */
  function findCall(id: string): readonly [ChatMessage, ToolPart] {
    const { run } = chat
    const list = chat.messages
      .get()
      .map((each) => (each.id === run?.message.id ? run.message : each))
    for (const message of list.toReversed()) {
      const call = callsOf(message).findLast((each) => each.id === id && !hasResult(each))
      if (call) return [message, call]
    }
    throw new ChatStreamError('argument', `No tool call with the id ${id} waits for a result.`)
  }

  return {
    descriptions,
    isBusy: () => Boolean(phase),
    onEvent: createInputReader(definitionOf),

    onEnd(message, former) {
      if (message.outcome !== 'complete') return undefined
      const formerCalls = former ? callsOf(former) : []
      for (const call of callsOf(message)) {
        const known = formerCalls.find(({ id }) => id === call.id)
        if (!known || hasResult(call)) continue
        // The answer was read again after the page was closed: the page decides about a call that ran then.
        if (known.state === 'executing') change(message, call, { state: 'approval-requested' })
        else if (hasResult(known)) change(message, call, known)
      }
      const { parts } = currentMessage(chat, message.id) ?? message
      const calls = callsOf({ ...message, parts }).filter(
        (call) =>
          !hasResult(call) &&
          (call.state ?? 'input-available') === 'input-available' &&
          !begun.has(keyOf(message, call.id)) &&
          // A server goes on after the call of a tool that it runs itself.
          (definitionOf(call) ?? isLast(parts, call)),
      )
      if (calls.length === 0) return answered.has(message.id) ? begin(message, []) : undefined
      const list = chat.messages.get()
      const steps = list.length - 1 - list.findLastIndex(({ role }) => role === 'user')
      if (steps < maxSteps) return begin(message, calls)
      refuse(message, calls)
      return undefined
    },

    stop() {
      const stopped = phase
      if (!stopped) return
      phase = undefined
      stopped.controller.abort(new DOMException(STOPPED, 'AbortError'))
      for (const { message, call } of stopped.calls.values()) fail(message, call, STOPPED)
      if (!chat.run) changeStatus(chat, 'stopped', { metrics: chat.state.metrics })
      const [first] = stopped.calls.values()
      if (first) stopped.resolve(currentMessage(chat, first.message.id) ?? first.message)
    },

    async addOutput(answer) {
      const [message, call] = findCall(answer.id)
      if ('error' in answer) fail(message, call, answer.error)
      else {
        const output = await toPlainOutput(definitionOf(call)?.output, answer.output, 'argument')
        findCall(answer.id)
        change(message, call, { state: 'output-available', output })
      }
      return phase?.answer ?? proceed(message)
    },

    async approve(id, isApproved, reason) {
      const [message, call] = findCall(id)
      const isExecuting = call.state === 'executing' && !begun.has(keyOf(message, id))
      if (call.state !== 'approval-requested' && !isExecuting) {
        throw new ChatStreamError('argument', `The tool call ${id} does not wait for an approval.`)
      }
      const decision = { approved: isApproved, ...(reason !== undefined && { reason }) }
      const isOwn = definitionOf(call)?.execute && !call.approvalId
      if (!isOwn) {
        answered.add(message.id)
        change(message, call, { ...decision, state: 'approval-answered' })
      } else if (isApproved) {
        change(message, call, { ...decision, state: 'input-available' })
        return begin(message, [call], true)
      } else change(message, call, { ...decision, state: 'output-error', error: reason ?? DENIED })
      return phase?.answer ?? proceed(message)
    },
  }
}

/** Returns whether no text follows a call. */
function isLast(parts: ChatMessage['parts'], call: ToolPart): boolean {
  const index = parts.findLastIndex((part) => part.type === 'tool' && part.id === call.id)
  return !parts.slice(index + 1).some(({ type }) => type === 'text')
}
