import { asModelError } from '../asModelError.ts'
import { blockSteps } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'
import {
  BLOCKED,
  candidateOf,
  buildChunk,
  SUPPORTED_KINDS,
  partOf,
  textPart,
  usageMetadata,
  usageOf,
  type ChunkInfo,
} from './generated.ts'
import { geminiError } from './geminiError.ts'

/** Converts an answer to chunks, each with the usage so far. */
export async function* generatedChunks(
  info: ChunkInfo,
  { pieces, inputTokens }: LiveAnswer,
): AsyncGenerator<object> {
  let tokens = 0
  let thoughts = 0
  const chunk = (part: object) =>
    buildChunk(info, candidateOf([part]), usageMetadata(inputTokens, tokens, thoughts))
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const isBlocked = step.finishReason === 'refusal'
        const content = isBlocked ? BLOCKED : candidateOf([{ text: '' }], step)
        yield buildChunk(info, content, usageOf(step))
      } else if (step.type === 'delta' && !('id' in step.block)) {
        if (step.block.kind === 'reasoning') thoughts += 1
        else tokens += 1
        yield chunk(textPart(step.block, step.delta))
      } else if (step.type === 'close' && 'id' in step.block) {
        // This format sends a call in one piece.
        yield chunk(partOf(step.block))
      }
    }
  } catch (error) {
    yield geminiError(500, asModelError(error).message)
  }
}
