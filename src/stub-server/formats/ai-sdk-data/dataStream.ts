import type { Exchange, StubContext } from '../../context.ts'
import { isObject } from '../../../server/internal.ts'
import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, parseToolArguments, type BlockStep } from '../blocks.ts'
import { requestOf, streamedAnswer } from '../streamedAnswer.ts'

/** Kinds of pieces that this format supports. It sends a refusal as text, with a finish reason. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

/** Answers `POST /ai-sdk/data`, the request of `useChat` of the AI SDK 3 and 4. */
export function dataStream(exchange: Exchange, context: StubContext): Promise<Response> {
  return streamedAnswer(
    exchange,
    context,
    ({ messages }) => {
      const listed = Array.isArray(messages) ? messages.flatMap(withToolResults) : messages
      // The page defines its tools in its own code, so a request does not name them.
      return requestOf(listed, 'messages', [])
    },
    () => ({
      async *stream({ pieces }) {
        for await (const [code, value] of dataParts(pieces)) {
          yield `${code}:${JSON.stringify(value)}\n`
        }
      },
      streamHeaders: {
        'Content-Type': 'text/plain; charset=utf-8',
        'X-Vercel-AI-Data-Stream': 'v1',
      },
      // This format has no comments.
      heartbeat: false,
    }),
  )
}

/** Returns a message, followed by the outputs of its tools. */
function withToolResults(message: unknown): readonly unknown[] {
  const invocations = isObject(message) ? message['toolInvocations'] : undefined
  const outputs = (Array.isArray(invocations) ? invocations : []).filter(isObject)
  return [
    message,
    ...outputs
      .filter(({ state }) => state === 'result')
      .map(({ result }) => ({
        role: 'tool',
        content: typeof result === 'string' ? result : JSON.stringify(result ?? null),
      })),
  ]
}

type DataPart = readonly [code: string, value: unknown]

async function* dataParts(pieces: AsyncIterable<AnswerPiece>): AsyncGenerator<DataPart> {
  yield ['f', { messageId: `msg-${crypto.randomUUID()}` }]
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') yield* ending(step)
      else yield* partsOf(step)
    }
  } catch (error) {
    yield ['3', asModelError(error).message]
  }
}

function* partsOf(step: Exclude<BlockStep, AnswerEnd>): Generator<DataPart> {
  const { block } = step
  if (!('id' in block)) {
    if (step.type === 'delta') yield [block.kind === 'reasoning' ? 'g' : '0', step.delta]
    return
  }
  const { id: toolCallId, name: toolName, output: result } = block
  if (step.type === 'open') yield ['b', { toolCallId, toolName }]
  else if (step.type === 'delta') yield ['c', { toolCallId, argsTextDelta: step.delta }]
  else {
    yield ['9', { toolCallId, toolName, args: parseToolArguments(block) }]
    if (block.kind === 'tool') yield ['a', { toolCallId, result }]
  }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool-calls',
  refusal: 'content-filter',
  filter: 'content-filter',
}

function* ending({ finishReason: reason, usage: counts, sources }: AnswerEnd): Generator<DataPart> {
  const finishReason = FINISH_REASONS[reason]
  const usage = { promptTokens: counts.inputTokens, completionTokens: counts.outputTokens }
  for (const { url, title } of sources) yield ['h', { sourceType: 'url', id: url, url, title }]
  yield ['e', { finishReason, usage, isContinued: false }]
  yield ['d', { finishReason, usage }]
}
