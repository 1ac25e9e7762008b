import type { AnswerEnd } from '../answerPieces.ts'
import type { Block, BlockStep } from '../blocks.ts'
import { itemId, itemOf, partOf } from './outputItem.ts'

/** An event, but for its number. */
export interface ResponseEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** The events that tell of one step of an item. */
export function itemEvents(step: Exclude<BlockStep, AnswerEnd>): readonly ResponseEvent[] {
  const { block } = step
  const names = namesOf(block)
  const at = { output_index: block.index }
  const within = { item_id: itemId(block), ...at, ...names.place }
  switch (step.type) {
    case 'open': {
      const item = itemOf(block, 'in_progress')
      return [
        { type: 'response.output_item.added', ...at, item },
        ...(names.part ? [{ type: `${names.part}.added`, ...within, part: partOf(block) }] : []),
      ]
    }
    case 'delta':
      return [{ type: `${names.text}.delta`, ...within, delta: step.delta, ...names.extra }]
    case 'close': {
      const item = itemOf(block, step.isCut ? 'incomplete' : 'completed')
      return [
        { type: `${names.text}.done`, ...within, [names.whole]: block.text, ...names.extra },
        ...(names.part ? [{ type: `${names.part}.done`, ...within, part: partOf(block) }] : []),
        { type: 'response.output_item.done', ...at, item },
      ]
    }
  }
}

interface Names {
  /** The events about the text, and the field that holds all of it at its end. */
  readonly text: string
  readonly whole: string
  /** The events about the part that the text is in, where it is in one, and which part that is. */
  readonly part?: string
  readonly place?: object
  readonly extra?: object
}

const OF_CONTENT = { part: 'response.content_part', place: { content_index: 0 } }

function namesOf({ kind }: Block): Names {
  switch (kind) {
    case 'reasoning':
      return {
        text: 'response.reasoning_summary_text',
        whole: 'text',
        part: 'response.reasoning_summary_part',
        place: { summary_index: 0 },
      }
    case 'refusal':
      return { text: 'response.refusal', whole: 'refusal', ...OF_CONTENT }
    case 'call':
      return { text: 'response.function_call_arguments', whole: 'arguments' }
    default:
      return {
        text: 'response.output_text',
        whole: 'text',
        ...OF_CONTENT,
        extra: { logprobs: [] },
      }
  }
}
