import type { Exchange, StubContext } from '../../context.ts'
import type { AnswerEnd, AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, type BlockStep } from '../blocks.ts'
import { sse } from '../sse.ts'
import { requestOf, streamedAnswer } from '../streamedAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** Kinds of pieces that this format supports. It sends a refusal as ordinary text. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

/** Answers `POST /ag-ui`, a run of an agent of the Agent User Interaction protocol. */
export function runAgent(exchange: Exchange, context: StubContext): Promise<Response> {
  return streamedAnswer(
    exchange,
    context,
    ({ messages, tools }) => requestOf(messages, 'messages', toolNames(tools)),
    ({ threadId = crypto.randomUUID(), runId = crypto.randomUUID() }) => ({
      async *stream({ pieces }) {
        for await (const event of agentEvents({ threadId, runId }, pieces)) yield sse(event)
      },
    }),
  )
}

/** Converts an answer to the events of a run. */
async function* agentEvents(
  run: object,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  // The messages of a thread need different ids.
  const answerId = crypto.randomUUID()
  yield { type: 'RUN_STARTED', ...run }
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const { inputTokens, outputTokens } = step.usage
        const totalTokens = inputTokens + outputTokens
        const usage = [{ inputTokens, outputTokens, totalTokens }]
        yield { type: 'RUN_FINISHED', ...run, outcome: { type: 'success' }, usage }
      } else yield* blockEvents(step, answerId)
    }
  } catch (error) {
    const { code, message } = asModelError(error)
    yield { type: 'RUN_ERROR', message, code }
  }
}

function* blockEvents(
  { type, block, ...step }: Exclude<BlockStep, AnswerEnd>,
  answerId: string,
): Generator<object> {
  const kind = 'id' in block ? 'tool' : block.kind === 'reasoning' ? 'reasoning' : 'text'
  const { name, delta } = NAMES[kind]
  const id = 'id' in block ? { toolCallId: block.id } : { messageId: `${answerId}-${block.index}` }
  if (type === 'delta') {
    yield { type: `${name}_${delta}`, ...id, delta: 'delta' in step ? step.delta : '' }
  } else if (type === 'open') {
    if (kind === 'reasoning') yield { type: 'REASONING_START', ...id }
    const role = { text: { role: 'assistant' }, reasoning: { role: 'reasoning' }, tool: {} }[kind]
    yield {
      type: `${name}_START`,
      ...id,
      ...role,
      ...('id' in block && { toolCallName: block.name }),
    }
  } else {
    yield { type: `${name}_END`, ...id }
    if (kind === 'reasoning') yield { type: 'REASONING_END', ...id }
    if ('id' in block && block.kind === 'tool') {
      const content = JSON.stringify(block.output ?? null)
      const messageId = `${answerId}-output-${block.index}`
      yield { type: 'TOOL_CALL_RESULT', messageId, ...id, content, role: 'tool' }
    }
  }
}

const NAMES = {
  tool: { name: 'TOOL_CALL', delta: 'ARGS' },
  reasoning: { name: 'REASONING_MESSAGE', delta: 'CONTENT' },
  text: { name: 'TEXT_MESSAGE', delta: 'CONTENT' },
} as const
