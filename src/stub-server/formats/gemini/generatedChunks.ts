import { asModelError } from '../asModelError.ts'
import { blocksOf } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'
import {
  BLOCKED,
  candidateOf,
  generated,
  KINDS,
  partOf,
  textPart,
  usageMetadata,
  usageOf,
  type GeneratedHead,
} from './generated.ts'
import { geminiError } from './geminiError.ts'

/** Writes an answer as chunks, of which each tells the usage so far. */
export async function* generatedChunks(
  head: GeneratedHead,
  { pieces, inputTokens }: LiveAnswer,
): AsyncGenerator<object> {
  let tokens = 0
  let thoughts = 0
  const chunk = (part: object) =>
    generated(head, candidateOf([part]), usageMetadata(inputTokens, tokens, thoughts))
  try {
    for await (const step of blocksOf(pieces, KINDS)) {
      if (step.type === 'end') {
        const isBlocked = step.finishReason === 'refusal'
        const content = isBlocked ? BLOCKED : candidateOf([{ text: '' }], step)
        yield generated(head, content, usageOf(step))
      } else if (step.type === 'delta' && !('id' in step.block)) {
        if (step.block.kind === 'reasoning') thoughts += 1
        else tokens += 1
        yield chunk(textPart(step.block, step.delta))
      } else if (step.type === 'close' && 'id' in step.block) {
        // A call comes whole.
        yield chunk(partOf(step.block))
      }
    }
  } catch (error) {
    yield geminiError(500, asModelError(error).message)
  }
}
