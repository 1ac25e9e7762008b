import type { Exchange, StubContext } from '../../context.ts'
import { isObject, type Problem } from '../../../server/internal.ts'
import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, parseToolArguments, type BlockStep, type ToolBlock } from '../blocks.ts'
import { sse } from '../sse.ts'
import { requestOf, streamedAnswer } from '../streamedAnswer.ts'

/** Kinds of pieces that this format supports. It sends a refusal as ordinary text. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant' }

/** Answers `POST /langgraph/runs/stream`, a run of LangGraph's server without a thread. */
export function streamRun(exchange: Exchange, context: StubContext): Promise<Response> {
  return streamedAnswer(
    exchange,
    context,
    ({ input }) => {
      const messages = isObject(input) ? input['messages'] : undefined
      const typed = Array.isArray(messages) ? messages.map(withRole) : messages
      // The graph defines its tools, so a request does not name them: the server runs its own.
      return requestOf(typed, 'input.messages')
    },
    ({ stream_mode }) => {
      const isTuple = [stream_mode].flat().includes('messages-tuple')
      return { stream: ({ pieces }) => runEvents(pieces, isTuple) }
    },
  )
}

function withRole(message: unknown): unknown {
  if (!isObject(message)) return message
  const type = String(message['type'] ?? message['role'])
  return { ...message, role: ROLES[type] ?? type }
}

/** Sends an error in the form of LangGraph's server. */
export function explainAsLangGraph({ status, message, headers }: Problem): Response {
  return Response.json(
    { detail: message },
    { status, headers: { ...headers, 'Cache-Control': 'no-store' } },
  )
}

const METADATA = { langgraph_node: 'agent', langgraph_step: 1, tags: [] }

/** @param isTuple whether to send deltas; otherwise each event repeats the message so far */
async function* runEvents(
  pieces: AsyncIterable<AnswerPiece>,
  isTuple: boolean,
): AsyncGenerator<string> {
  const runId = crypto.randomUUID()
  const write = (message: object) =>
    isTuple ? sse([message, METADATA], 'messages') : sse([message], 'messages/partial')
  yield sse({ run_id: runId, attempt: 1 }, 'metadata')
  let number = 1
  let sofar: MessageSoFar = { content: '', reasoning: '', calls: [] }
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      sofar = appendStep(sofar, step)
      const fields = isTuple ? deltaOf(step) : step.type === 'open' ? undefined : wholeOf(sofar)
      const end = step.type === 'end' ? endOf(step) : {}
      const type = isTuple ? 'AIMessageChunk' : 'ai'
      if (fields) yield write({ id: `${runId}-${number}`, type, content: '', ...fields, ...end })
      if (step.type === 'close' && step.block.kind === 'tool' && 'id' in step.block) {
        yield write(toolMessage(step.block))
        // The model reads the output and answers with its next message.
        number += 1
        sofar = { content: '', reasoning: '', calls: [] }
      }
    }
    yield sse({ run_id: runId, status: 'success' }, 'end')
  } catch (error) {
    const { name, message } = asModelError(error)
    yield sse({ error: name, message }, 'error')
  }
}

function toolMessage({ id, name, output }: ToolBlock): object {
  const content = JSON.stringify(output ?? null)
  return { id: `tool-${id}`, type: 'tool', content, name, tool_call_id: id }
}

/** Returns the fields of the chunk for a step; undefined if a step has none. */
function deltaOf(step: BlockStep): object | undefined {
  if (step.type === 'end') return {}
  const { block } = step
  if (step.type !== 'close' && 'id' in block) {
    const { id, name, index } = block
    const piece =
      step.type === 'open' ? { id, name, args: '' } : { id: null, name: null, args: step.delta }
    return { tool_call_chunks: [{ type: 'tool_call_chunk', index, ...piece }] }
  }
  if (step.type !== 'delta') return undefined
  return block.kind === 'reasoning'
    ? { additional_kwargs: { reasoning_content: step.delta } }
    : { content: step.delta }
}

interface MessageSoFar {
  readonly content: string
  readonly reasoning: string
  readonly calls: readonly object[]
}

function appendStep(message: MessageSoFar, step: BlockStep): MessageSoFar {
  if (step.type === 'delta' && !('id' in step.block)) {
    const field = step.block.kind === 'reasoning' ? 'reasoning' : 'content'
    return { ...message, [field]: message[field] + step.delta }
  }
  if (step.type !== 'close' || !('id' in step.block)) return message
  const { id, name } = step.block
  const call = { type: 'tool_call', id, name, args: parseToolArguments(step.block) }
  return { ...message, calls: [...message.calls, call] }
}

function wholeOf({ content, reasoning, calls }: MessageSoFar): object {
  return { content, additional_kwargs: { reasoning_content: reasoning }, tool_calls: calls }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool_calls',
  refusal: 'content_filter',
  filter: 'content_filter',
}

function endOf({ finishReason, usage }: AnswerEnd): object {
  const { inputTokens, outputTokens } = usage
  return {
    response_metadata: { finish_reason: FINISH_REASONS[finishReason] },
    usage_metadata: {
      input_tokens: inputTokens,
      output_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
    },
  }
}
