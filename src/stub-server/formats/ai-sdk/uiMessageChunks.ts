import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import {
  parseToolArguments,
  blockSteps,
  type BlockStep,
  type TextBlock,
  type ToolBlock,
} from '../blocks.ts'

/** Kinds of pieces that this format supports. It sends a refusal as text, with a finish reason. */
const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'filtered', 'call', 'tool'] as const

/** Converts an answer to the chunks of a UI message stream. */
export async function* uiMessageChunks(
  messageId: string,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  yield { type: 'start', messageId }
  yield { type: 'start-step' }
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
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
    const input = parseToolArguments(block)
    yield { type: 'tool-input-available', toolCallId, toolName, input }
    if (kind === 'call') return
    // The model reads the output in a separate step and continues there.
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
