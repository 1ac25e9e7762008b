import type { AnswerEnd } from '../answerPieces.ts'
import type { Block, BlockStep } from '../blocks.ts'
import { itemId, itemOf, partOf } from './outputItem.ts'

/** An event without its sequence number. */
export interface ResponseEvent {
  readonly type: string
  readonly [field: string]: unknown
}

/** Returns the events for one step of an output item. */
export function itemEvents(step: Exclude<BlockStep, AnswerEnd>): readonly ResponseEvent[] {
  const { block } = step
  const names = namesOf(block)
  const position = { output_index: block.index }
  const within = { item_id: itemId(block), ...position, ...names.place }
  switch (step.type) {
    case 'open': {
      const item = itemOf(block, 'in_progress')
      return [
        { type: 'response.output_item.added', ...position, item },
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
        { type: 'response.output_item.done', ...position, item },
      ]
    }
  }
}

interface Names {
  /** Prefix of the events about the text. */
  readonly text: string
  /** Field of the last such event that contains the whole text. */
  readonly whole: string
  /** If the text is in a part: prefix of the events about the part, and the part's position. */
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
