import type { ModelSource } from '../../model.ts'
import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps, type BlockStep } from '../blocks.ts'
import { DONE, sse } from '../sse.ts'
import { finishReasonOf, SUPPORTED_KINDS, usageOf, type Completion } from './completion.ts'
import { openAIError } from './openAIError.ts'

/** Converts an answer to `chat.completion.chunk` events. */
export async function* completionChunks(
  completion: Completion,
  pieces: AsyncIterable<AnswerPiece>,
  includesUsage: boolean,
): AsyncGenerator<string> {
  const common = { ...completion, object: 'chat.completion.chunk' }
  const choice = (delta: object, finishReason: string | null = null) => ({
    ...common,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(includesUsage ? { usage: null } : {}),
  })
  yield sse(choice({ role: 'assistant', content: '' }))
  let calls = 0
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        if (step.sources.length > 0) yield sse(choice({ annotations: step.sources.map(citation) }))
        yield sse(choice({}, finishReasonOf(step)))
        if (includesUsage) yield sse({ ...common, choices: [], usage: usageOf(step) })
        continue
      }
      if (step.type === 'open' && step.block.kind === 'call') calls += 1
      const delta = deltaOf(step, calls - 1)
      if (delta) yield sse(choice(delta))
    }
  } catch (error) {
    yield sse(openAIError(500, asModelError(error)))
    return
  }
  yield DONE
}

/** Writes a source in the form of OpenAI's search models. */
function citation({ url, title }: ModelSource): object {
  return { type: 'url_citation', url_citation: { url, title, start_index: 0, end_index: 0 } }
}

/** @param callIndex number of this call in the answer, from 0 */
function deltaOf(step: Exclude<BlockStep, { type: 'end' }>, callIndex: number): object | undefined {
  const { type, block } = step
  if (type === 'open' && 'id' in block) {
    const call = { id: block.id, type: 'function', function: { name: block.name, arguments: '' } }
    return { tool_calls: [{ index: callIndex, ...call }] }
  }
  if (type !== 'delta') return undefined
  switch (block.kind) {
    case 'content':
      return { content: step.delta }
    case 'reasoning':
      return { reasoning_content: step.delta }
    case 'refusal':
      return { refusal: step.delta }
    case 'call':
      return { tool_calls: [{ index: callIndex, function: { arguments: step.delta } }] }
    default:
      return undefined
  }
}
