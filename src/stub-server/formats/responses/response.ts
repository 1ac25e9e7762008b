import type { AnswerEnd, AnswerPiece } from '../answerPieces.ts'
import { wholeBlocks } from '../blocks.ts'
import { itemOf, KINDS } from './outputItem.ts'
import type { ResponsesRequest } from './responsesRequest.ts'

/** What all that is told of one answer has in common. */
export interface ResponseHead {
  readonly id: string
  readonly created: number
  readonly asked: ResponsesRequest
}

/** Waits for an answer and writes it as one response. */
export async function wholeResponse(
  head: ResponseHead,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  const { status } = endingOf(end)
  const isCut = status === 'incomplete'
  const output = blocks.map((block, at) =>
    itemOf(block, isCut && at === blocks.length - 1 ? 'incomplete' : 'completed'),
  )
  return endedResponse(head, output, end)
}

/** A response that came to its end. */
export function endedResponse(
  head: ResponseHead,
  output: readonly object[],
  end: AnswerEnd,
): object {
  return responseOf(head, { ...endingOf(end), output, usage: usageOf(end) })
}

/** A response in whatever state. */
export function responseOf({ id, created, asked }: ResponseHead, state: object): object {
  const { model, instructions, maxTokens } = asked
  return {
    id,
    object: 'response',
    created_at: created,
    background: false,
    error: null,
    incomplete_details: null,
    instructions,
    max_output_tokens: Number.isFinite(maxTokens) ? maxTokens : null,
    model,
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: null,
    metadata: {},
    ...state,
  }
}

function endingOf({ finishReason }: AnswerEnd): { readonly status: string } {
  const incomplete = (reason: string) => ({
    status: 'incomplete',
    incomplete_details: { reason },
  })
  if (finishReason === 'length') return incomplete('max_output_tokens')
  if (finishReason === 'filter') return incomplete('content_filter')
  return { status: 'completed' }
}

function usageOf({ usage }: AnswerEnd): object {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens },
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}
