import type { AnswerEnd, AnswerPiece, FinishReason } from '../answerPieces.ts'
import { clientCalls, joinBlockText, collectBlocks } from '../blocks.ts'

/** Fields that all chunks of one answer share. */
export interface Completion {
  readonly id: string
  readonly created: number
  readonly model: string
}

/** Kinds of pieces that this format supports. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'call'] as const

/** Waits for the end of an answer and converts it to one `chat.completion`. */
export async function wholeCompletion(
  completion: Completion,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  const content = joinBlockText(blocks, 'content')
  const reasoning = joinBlockText(blocks, 'reasoning')
  const refusal = joinBlockText(blocks, 'refusal')
  const calls = clientCalls(blocks).map(({ id, name, text }) => ({
    id,
    type: 'function',
    function: { name, arguments: text },
  }))
  const message = {
    role: 'assistant',
    content: refusal === '' ? content : null,
    refusal: refusal === '' ? null : refusal,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  }
  return {
    ...completion,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishReasonOf(end) }],
    usage: usageOf(end),
  }
}

const FINISH_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  call: 'tool_calls',
  // A refusal is in the field `refusal`; its finish reason is an ordinary `stop`.
  refusal: 'stop',
  filter: 'content_filter',
}

export function finishReasonOf({ finishReason }: AnswerEnd): string {
  return FINISH_REASONS[finishReason]
}

export function usageOf({ usage }: AnswerEnd): object {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }
}
