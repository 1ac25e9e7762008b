import type { Block } from '../blocks.ts'

/** Kinds of pieces that this format supports; each block becomes an item of the output. */
export const SUPPORTED_KINDS = ['reasoning', 'content', 'refusal', 'call'] as const

export type ItemStatus = 'in_progress' | 'completed' | 'incomplete'

/** Builds an output item with the text so far. A new item has no part yet. */
export function itemOf(block: Block, status: ItemStatus): object {
  const id = itemId(block)
  const hasBegun = status !== 'in_progress'
  if ('id' in block) {
    const { id: callId, name, text } = block
    return { id, type: 'function_call', status, arguments: text, call_id: callId, name }
  }
  const parts = hasBegun ? [partOf(block)] : []
  if (block.kind === 'reasoning') return { id, type: 'reasoning', summary: parts }
  return { id, type: 'message', status, role: 'assistant', content: parts }
}

/** Builds the only part of an item with text. */
export function partOf({ kind, text }: Block): object {
  if (kind === 'reasoning') return { type: 'summary_text', text }
  if (kind === 'refusal') return { type: 'refusal', refusal: text }
  return { type: 'output_text', text, annotations: [], logprobs: [] }
}

export function itemId({ kind, index }: Block): string {
  const prefixes: Partial<Record<Block['kind'], string>> = { reasoning: 'rs', call: 'fc' }
  return `${prefixes[kind] ?? 'msg'}_${index}`
}
