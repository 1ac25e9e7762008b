import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { argumentsOf, blocksOf, type BlockStep, type TextBlock, type ToolBlock } from '../blocks.ts'

/** What this format has words for. It knows no refusals: their words are text, their reason is told. */
const KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

/** Writes an answer as the chunks of a UI message stream. */
export async function* uiMessageChunks(
  messageId: string,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  yield { type: 'start', messageId }
  yield { type: 'start-step' }
  try {
    for await (const step of blocksOf(pieces, KINDS)) {
      if (step.type === 'end') yield* ending(step)
      else if ('id' in step.block) yield* toolChunks(step, step.block)
      else yield* textChunks(step, step.block)
    }
  } catch (error) {
    yield { type: 'error', errorText: asModelError(error).message }
  }
}

type Step = Exclude<BlockStep, AnswerEnd>

function* textChunks(step: Step, { kind, index }: TextBlock): Generator<object> {
  const name = kind === 'reasoning' ? 'reasoning' : 'text'
  const id = String(index)
  if (step.type === 'open') yield { type: `${name}-start`, id }
  else if (step.type === 'delta') yield { type: `${name}-delta`, id, delta: step.delta }
  else yield { type: `${name}-end`, id }
}

function* toolChunks(step: Step, block: ToolBlock): Generator<object> {
  const { id: toolCallId, name: toolName, output, kind } = block
  if (step.type === 'open') yield { type: 'tool-input-start', toolCallId, toolName }
  else if (step.type === 'delta') {
    yield { type: 'tool-input-delta', toolCallId, inputTextDelta: step.delta }
  } else {
    const input = argumentsOf(block)
    yield { type: 'tool-input-available', toolCallId, toolName, input }
    if (kind === 'call') return
    // The model goes on in a step of its own, which has the output to read.
    yield { type: 'tool-output-available', toolCallId, output }
    yield { type: 'finish-step' }
    yield { type: 'start-step' }
  }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool-calls',
  refusal: 'content-filter',
  filter: 'content-filter',
}

function* ending({ finishReason, usage, sources }: AnswerEnd): Generator<object> {
  for (const source of sources) yield { type: 'source-url', sourceId: source.url, ...source }
  const totalTokens = usage.inputTokens + usage.outputTokens
  yield { type: 'finish-step' }
  yield {
    type: 'finish',
    finishReason: FINISH_REASONS[finishReason],
    // The stream has no field for the usage; servers send it as metadata.
    messageMetadata: { usage: { ...usage, totalTokens } },
  }
}
