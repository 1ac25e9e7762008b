import type { AnswerEnd, AnswerPiece } from '../answerPieces.ts'
import { collectBlocks } from '../blocks.ts'
import { itemOf, SUPPORTED_KINDS } from './outputItem.ts'
import type { ResponsesRequest } from './responsesRequest.ts'

/** Fields that all events of one answer share. */
export interface ResponseInfo {
  readonly id: string
  readonly created: number
  readonly request: ResponsesRequest
}

/** Waits for the end of an answer and converts it to one response. */
export async function wholeResponse(
  info: ResponseInfo,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  const { status } = endingOf(end)
  const isCut = status === 'incomplete'
  const output = blocks.map((block, index) =>
    itemOf(block, isCut && index === blocks.length - 1 ? 'incomplete' : 'completed'),
  )
  return endedResponse(info, output, end)
}

/** Builds the response of an answer that ended. */
export function endedResponse(
  info: ResponseInfo,
  output: readonly object[],
  end: AnswerEnd,
): object {
  return buildResponse(info, { ...endingOf(end), output, usage: usageOf(end) })
}

/** Builds a response whose fields `state` overrides. */
export function buildResponse({ id, created, request }: ResponseInfo, state: object): object {
  const { model, instructions, maxTokens } = request
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
