import type { Exchange, StubContext } from '../../context.ts'
import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, type Block } from '../blocks.ts'
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
  yield { type: 'RUN_STARTED', ...run }
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const { inputTokens, outputTokens } = step.usage
        const totalTokens = inputTokens + outputTokens
        const usage = [{ inputTokens, outputTokens, totalTokens }]
        yield { type: 'RUN_FINISHED', ...run, outcome: { type: 'success' }, usage }
      } else if (step.type === 'open') yield* opening(step.block)
      else if (step.type === 'close') yield* closing(step.block)
      else
        yield {
          type: `${nameOf(step.block)}_${DELTAS[kindOf(step.block)]}`,
          ...idOf(step.block),
          delta: step.delta,
        }
    }
  } catch (error) {
    const { code, message } = asModelError(error)
    yield { type: 'RUN_ERROR', message, code }
  }
}

function* opening(block: Block): Generator<object> {
  const type = `${nameOf(block)}_START`
  const id = idOf(block)
  if ('id' in block) yield { type, ...id, toolCallName: block.name }
  else if (block.kind === 'reasoning') {
    yield { type: 'REASONING_START', ...id }
    yield { type, ...id, role: 'reasoning' }
  } else yield { type, ...id, role: 'assistant' }
}

function* closing(block: Block): Generator<object> {
  const id = idOf(block)
  yield { type: `${nameOf(block)}_END`, ...id }
  if (block.kind === 'reasoning') yield { type: 'REASONING_END', ...id }
  if (block.kind === 'tool' && 'output' in block) {
    const messageId = crypto.randomUUID()
    const content = JSON.stringify(block.output ?? null)
    yield { type: 'TOOL_CALL_RESULT', messageId, ...id, content, role: 'tool' }
  }
}

type EventKind = 'tool' | 'reasoning' | 'text'

const NAMES: Readonly<Record<EventKind, string>> = {
  tool: 'TOOL_CALL',
  reasoning: 'REASONING_MESSAGE',
  text: 'TEXT_MESSAGE',
}
const DELTAS: Readonly<Record<EventKind, string>> = {
  tool: 'ARGS',
  reasoning: 'CONTENT',
  text: 'CONTENT',
}

function kindOf(block: Block): EventKind {
  if ('id' in block) return 'tool'
  return block.kind === 'reasoning' ? 'reasoning' : 'text'
}

const nameOf = (block: Block) => NAMES[kindOf(block)]

const idOf = (block: Block) =>
  'id' in block ? { toolCallId: block.id } : { messageId: `message-${block.index}` }
