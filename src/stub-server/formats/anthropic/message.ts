import type { AnswerEnd, FinishReason } from '../answerPieces.ts'
import { parseToolArguments, collectBlocks, type Block } from '../blocks.ts'
import type { LiveAnswer } from '../liveAnswer.ts'

/** Fields that all events of one answer share. */
export interface MessageInfo {
  readonly id: string
  readonly model: string
}

/** Kinds of pieces that this format supports. It sends no text for a refusal, only its stop reason. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'call'] as const

/** Waits for the end of an answer and converts it to one message. */
export async function wholeMessage(info: MessageInfo, { pieces }: LiveAnswer): Promise<object> {
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  const content = blocks.map((block) => ({ ...emptyBlock(block), ...contentFields(block) }))
  const { inputTokens, outputTokens } = end.usage
  const usage = usageFields(inputTokens, outputTokens)
  return buildMessage(info, { ...stopFields(end), content, usage })
}

/** Builds a message whose fields `state` overrides. */
export function buildMessage({ id, model }: MessageInfo, state: object): object {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    ...state,
  }
}

/** Builds a block without content. */
export function emptyBlock(block: Block): object {
  if ('id' in block) return { type: 'tool_use', id: toolId(block.id), name: block.name, input: {} }
  if (block.kind === 'reasoning') return { type: 'thinking', thinking: '', signature: '' }
  return { type: 'text', text: '', citations: null }
}

/** The signature of a reasoning block; a client must send it back unchanged. */
export const SIGNATURE = 'c3R1Yi1zaWduYXR1cmU='

const STOP_REASONS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  call: 'tool_use',
  refusal: 'refusal',
  filter: 'refusal',
}

export function stopFields({ finishReason }: AnswerEnd): object {
  const reason = STOP_REASONS[finishReason]
  return {
    stop_reason: reason,
    stop_sequence: null,
    stop_details:
      reason === 'refusal' ? { type: 'refusal', category: null, explanation: null } : null,
  }
}

export function usageFields(inputTokens: number, outputTokens: number): object {
  return {
    input_tokens: inputTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: outputTokens,
  }
}

function contentFields(block: Block): object {
  const { kind, text } = block
  switch (kind) {
    case 'call':
      return { input: parseToolArguments(block) }
    case 'reasoning':
      return { thinking: text, signature: SIGNATURE }
    default:
      return { text }
  }
}

function toolId(id: string): string {
  return `toolu_${id}`
}
