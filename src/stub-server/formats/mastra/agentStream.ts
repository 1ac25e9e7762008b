import type { Exchange, StubContext } from '../../context.ts'
import { isObject, type Problem } from '../../../server/internal.ts'
import { readUiChatRequest } from '../ai-sdk/uiChatRequest.ts'
import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, parseToolArguments, type BlockStep } from '../blocks.ts'
import { DONE, sse } from '../sse.ts'
import { requestOf, streamedAnswer } from '../streamedAnswer.ts'

/** Kinds of pieces that this format supports. It sends a refusal as text, with a finish reason. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

/** Answers `POST /mastra/api/agents/:id/stream`, with UI messages or messages with content. */
export function streamAgent(exchange: Exchange, context: StubContext): Promise<Response> {
  return streamedAnswer(
    exchange,
    context,
    ({ messages, clientTools }) => {
      const hasParts =
        Array.isArray(messages) && messages.some((each) => isObject(each) && each['parts'])
      const tools = isObject(clientTools) ? Object.keys(clientTools) : []
      const listed = typeof messages === 'string' ? [{ role: 'user', content: messages }] : messages
      return hasParts
        ? { ...readUiChatRequest({ messages }), tools }
        : requestOf(listed, 'messages', tools)
    },
    () => ({
      async *stream({ pieces }) {
        const runId = crypto.randomUUID()
        for await (const { type, ...payload } of agentChunks(pieces)) {
          yield sse({ type, runId, from: 'AGENT', payload })
        }
        yield DONE
      },
    }),
  )
}

/** Sends an error in the form of Mastra's server. */
export function explainAsMastra({ status, message, headers }: Problem): Response {
  return Response.json(
    { error: message },
    { status, headers: { ...headers, 'Cache-Control': 'no-store' } },
  )
}

interface Chunk {
  readonly type: string
  readonly [field: string]: unknown
}

async function* agentChunks(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<Chunk> {
  yield { type: 'start', id: 'agent' }
  yield { type: 'step-start', messageId: crypto.randomUUID(), request: {}, warnings: [] }
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') yield* ending(step)
      else yield* chunksOf(step)
    }
  } catch (error) {
    const { message, name } = asModelError(error)
    yield { type: 'error', error: { message, name } }
  }
}

function* chunksOf(step: Exclude<BlockStep, AnswerEnd>): Generator<Chunk> {
  const { block } = step
  if (!('id' in block)) {
    const name = block.kind === 'reasoning' ? 'reasoning' : 'text'
    const id = `${name}-${block.index}`
    if (step.type === 'delta') yield { type: `${name}-delta`, id, text: step.delta }
    else yield { type: `${name}-${step.type === 'open' ? 'start' : 'end'}`, id }
    return
  }
  const { id: toolCallId, name: toolName, output: result } = block
  if (step.type === 'open') yield { type: 'tool-call-input-streaming-start', toolCallId, toolName }
  else if (step.type === 'delta') {
    yield { type: 'tool-call-delta', toolCallId, toolName, argsTextDelta: step.delta }
  } else {
    yield { type: 'tool-call-input-streaming-end', toolCallId }
    yield { type: 'tool-call', toolCallId, toolName, args: parseToolArguments(block) }
    if (block.kind === 'tool') yield { type: 'tool-result', toolCallId, toolName, result }
  }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool-calls',
  refusal: 'content-filter',
  filter: 'content-filter',
}

function* ending({ finishReason, usage, sources }: AnswerEnd): Generator<Chunk> {
  const { inputTokens, outputTokens } = usage
  for (const { url, title } of sources) {
    yield { type: 'source', id: url, sourceType: 'url', url, title }
  }
  const stepResult = { reason: FINISH_REASONS[finishReason], warnings: [], isContinued: false }
  const output = { usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens } }
  yield { type: 'step-finish', stepResult, output, metadata: {} }
  yield {
    type: 'finish',
    stepResult,
    output,
    metadata: {},
    messages: { all: [], user: [], nonUser: [] },
  }
}
