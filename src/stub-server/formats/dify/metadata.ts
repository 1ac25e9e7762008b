import type { AnswerEnd } from '../answerPieces.ts'

/** Builds Dify's metadata for the end of an answer. @param duration in milliseconds */
export function metadataOf({ usage }: AnswerEnd, duration: number): object {
  const { inputTokens, outputTokens } = usage
  return {
    usage: {
      prompt_tokens: inputTokens,
      completion_tokens: outputTokens,
      total_tokens: inputTokens + outputTokens,
      total_price: '0',
      currency: 'USD',
      latency: duration / 1000,
    },
    retriever_resources: [],
  }
}
