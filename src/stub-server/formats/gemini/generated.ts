import type { AnswerEnd, FinishReason } from '../answerPieces.ts'
import { parseToolArguments, collectBlocks, type Block } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'

/** Fields that all chunks of one answer share. */
export interface ChunkInfo {
  readonly model: string
  readonly responseId: string
}

/** Kinds of pieces that this format supports. It sends no text for a refusal, only its block reason. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'call'] as const

/** Waits for the end of an answer and converts it to one response. */
export async function wholeGenerated(info: ChunkInfo, { pieces }: LiveAnswer): Promise<object> {
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  const usage = usageOf(end)
  return end.finishReason === 'refusal'
    ? buildChunk(info, BLOCKED, usage)
    : buildChunk(info, candidateOf(blocks.map(partOf), end), usage)
}

/** Builds one chunk of a stream, or a whole response. */
export function buildChunk(
  { model, responseId }: ChunkInfo,
  content: object,
  usage: object,
): object {
  return { ...content, usageMetadata: usage, modelVersion: model, responseId }
}

/** Replaces the candidates if the question itself is refused. */
export const BLOCKED = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } } as const

/** @param end the end of the answer; pass it only for the last chunk */
export function candidateOf(parts: readonly object[], end?: AnswerEnd): object {
  const finish = end ? { finishReason: FINISH_REASONS[end.finishReason] } : {}
  const chunks = end?.sources.map((web) => ({ web: { uri: web.url, title: web.title } })) ?? []
  const grounds = chunks.length > 0 ? { groundingMetadata: { groundingChunks: chunks } } : {}
  return { candidates: [{ content: { parts, role: 'model' }, ...finish, ...grounds, index: 0 }] }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  // Gemini reports a function call with the same reason as an ordinary end.
  call: 'STOP',
  refusal: 'PROHIBITED_CONTENT',
  filter: 'SAFETY',
}

export function partOf(block: Block): object {
  if ('id' in block) {
    const { id, name } = block
    return { functionCall: { id, name, args: parseToolArguments(block) } }
  }
  return textPart(block, block.text)
}

export function textPart({ kind }: Block, text: string): object {
  return kind === 'reasoning' ? { text, thought: true } : { text }
}

export function usageOf({ finishReason, usage }: AnswerEnd): object {
  const { inputTokens, outputTokens, reasoningTokens } = usage
  // This format omits the text of a refusal, so don't count its tokens.
  const sentTokens = finishReason === 'refusal' ? 0 : outputTokens
  return usageMetadata(inputTokens, sentTokens - reasoningTokens, reasoningTokens)
}

export function usageMetadata(prompt: number, candidates: number, thoughts: number): object {
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: prompt + candidates + thoughts,
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
  }
}
