import type { AnswerEnd, FinishReason } from '../answerPieces.ts'
import { argumentsOf, wholeBlocks, type Block } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'

/** What all chunks of one answer have in common. */
export interface GeneratedHead {
  readonly model: string
  readonly responseId: string
}

/** What this format has words for. A refusal is a reason here, without words. */
export const KINDS = ['reasoning', 'content', 'call'] as const

/** Waits for an answer and writes it as one response. */
export async function wholeGenerated(head: GeneratedHead, { pieces }: LiveAnswer): Promise<object> {
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  const usage = usageOf(end)
  return end.finishReason === 'refusal'
    ? generated(head, BLOCKED, usage)
    : generated(head, candidateOf(blocks.map(partOf), end), usage)
}

/** A chunk, which may be all there is. */
export function generated(
  { model, responseId }: GeneratedHead,
  content: object,
  usage: object,
): object {
  return { ...content, usageMetadata: usage, modelVersion: model, responseId }
}

/** What stands in a candidate's place where the question itself is refused. */
export const BLOCKED = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } } as const

/** @param end given with the last chunk alone */
export function candidateOf(parts: readonly object[], end?: AnswerEnd): object {
  const finish = end ? { finishReason: FINISH_REASONS[end.finishReason] } : {}
  const chunks = end?.sources.map((web) => ({ web: { uri: web.url, title: web.title } })) ?? []
  const grounds = chunks.length > 0 ? { groundingMetadata: { groundingChunks: chunks } } : {}
  return { candidates: [{ content: { parts, role: 'model' }, ...finish, ...grounds, index: 0 }] }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  // A call is an end like any other.
  call: 'STOP',
  refusal: 'PROHIBITED_CONTENT',
  filter: 'SAFETY',
}

export function partOf(block: Block): object {
  if ('id' in block) {
    const { id, name } = block
    return { functionCall: { id, name, args: argumentsOf(block) } }
  }
  return textPart(block, block.text)
}

export function textPart({ kind }: Block, text: string): object {
  return kind === 'reasoning' ? { text, thought: true } : { text }
}

export function usageOf({ finishReason, usage }: AnswerEnd): object {
  const { inputTokens, outputTokens, reasoningTokens } = usage
  // The words of a refusal are not told here, so they do not count.
  const told = finishReason === 'refusal' ? 0 : outputTokens
  return usageMetadata(inputTokens, told - reasoningTokens, reasoningTokens)
}

export function usageMetadata(prompt: number, candidates: number, thoughts: number): object {
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: prompt + candidates + thoughts,
    ...(thoughts > 0 ? { thoughtsTokenCount: thoughts } : {}),
  }
}
