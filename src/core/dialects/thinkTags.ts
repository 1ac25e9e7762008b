import { checkOption } from '../stream/arguments/checkOptions.ts'
import type { Dialect, DialectState, StreamEvent } from '../types.ts'
import { delta } from './reading/deltas.ts'

export interface ThinkTagOptions {
  /** The name of the tag, without brackets. @default 'think' */
  readonly tag?: string
  /**
   * Whether the text begins inside the reasoning: some chat templates write the opening tag into the
   * prompt, so that the model only sends the closing tag.
   * @default false
   */
  readonly startWithReasoning?: boolean
}

/**
 * Position within the text. `opened` and `closed` skip the blanks after a tag: they belong neither to the
 * reasoning nor to the text.
 */
type Position = 'before' | 'opened' | 'thinking' | 'closed' | 'answering'

/** Position and text of one answer. */
interface TagState {
  readonly open: string
  readonly close: string
  position: Position
  /** Text that may be part of a tag, or a blank next to one. */
  held: string
  /** UTF-16 units of text received from the dialect, and passed on as text. */
  received: number
  shown: number
}

/**
 * Wraps a dialect to extract the reasoning that a model writes into its text, as DeepSeek's and Qwen's do
 * on many servers: `<think>Let me see.</think>It is 4.` The text between the tags becomes reasoning, the
 * rest stays text. A tag only counts at the start of an answer and after a tool call: further on, an answer
 * may write about the tag itself.
 *
 * A server that sends the reasoning separately (`reasoning_content`, `thinking`…) does not need this, and
 * works with it unchanged.
 *
 * @param dialect reads the stream, such as `autoDialect`
 * @throws {ChatStreamError} `argument` if `tag` is not a name
 * @example
 * const chat = useChatStream({
 *   ...openAI({ baseURL: 'http://localhost:8000/v1', model: 'qwen3' }),
 *   dialect: withThinkTags(openaiDialect),
 * })
 */
export function withThinkTags(dialect: Dialect, options: ThinkTagOptions = {}): Dialect {
  const { tag = 'think', startWithReasoning = false } = options
  checkOption('tag', tag, /^[\w-]+$/.test(tag), 'a name, such as `think`')
  const initial: TagState = {
    open: `<${tag}>`,
    close: `</${tag}>`,
    position: startWithReasoning ? 'opened' : 'before',
    held: '',
    received: 0,
    shown: 0,
  }
  // Only this dialect writes this note.
  const tagStateIn = (state: DialectState) => (state['thinkTags'] ??= { ...initial }) as TagState
  const transform = (events: readonly StreamEvent[], state: DialectState) =>
    events.flatMap((event) => transformEvent(event, tagStateIn(state)))
  return {
    ...dialect,
    decode: (record, state) => transform(dialect.decode(record, state), state),
    end: (state) => [...transform(dialect.end?.(state) ?? [], state), ...flush(tagStateIn(state))],
  }
}

function emitText(text: string, tagState: TagState): readonly StreamEvent[] {
  tagState.shown += text.length
  return delta('text', text)
}

/** Returns the events for the part of the held text that is certain, and keeps the rest. */
function advance(tagState: TagState): readonly StreamEvent[] {
  const { position, held, open, close } = tagState
  const trimmed = held.trimStart()
  switch (position) {
    case 'before':
      if (open.startsWith(trimmed)) return trimmed === open ? moveTo('opened', '', tagState) : []
      if (trimmed.startsWith(open)) return moveTo('opened', trimmed.slice(open.length), tagState)
      return moveTo('answering', held, tagState)
    case 'opened':
      return trimmed === '' ? [] : moveTo('thinking', trimmed, tagState)
    case 'thinking': {
      const end = held.indexOf(close)
      if (end < 0) {
        const certain = undecidedIndex(held, close)
        tagState.held = held.slice(certain)
        return delta('reasoning', held.slice(0, certain))
      }
      const reasoning = delta('reasoning', held.slice(0, end).trimEnd())
      return [...reasoning, ...moveTo('closed', held.slice(end + close.length), tagState)]
    }
    case 'closed':
      return trimmed === '' ? [] : moveTo('answering', trimmed, tagState)
    case 'answering':
      tagState.held = ''
      return emitText(held, tagState)
  }
}

function moveTo(position: Position, held: string, tagState: TagState): readonly StreamEvent[] {
  Object.assign(tagState, { position, held })
  return held === '' ? [] : advance(tagState)
}

/**
 * Returns the index of trailing blanks, or of a possible start of the closing tag: the next piece decides
 * what they are.
 */
function undecidedIndex(held: string, close: string): number {
  const bracket = held.lastIndexOf('<')
  const isTag = bracket >= 0 && close.startsWith(held.slice(bracket))
  return (isTag ? held.slice(0, bracket) : held).trimEnd().length
}

/** Returns the events for the held text when no further text can decide what it is. */
function flush(tagState: TagState): readonly StreamEvent[] {
  const { position, held } = tagState
  tagState.held = ''
  if (position === 'before') return emitText(held, tagState)
  return position === 'thinking' ? delta('reasoning', held) : []
}

function transformEvent(event: StreamEvent, tagState: TagState): readonly StreamEvent[] {
  switch (event.type) {
    case 'text-delta':
      tagState.received += event.text.length
      tagState.held += event.text
      return advance(tagState)
    case 'correction': {
      if (event.of !== 'text') return [event]
      // The reasoning was removed from the text, so there is nothing of it to replace.
      const replaced = Math.min(Math.max(0, event.replaced - tagState.held.length), tagState.shown)
      tagState.received += event.text.length - event.replaced
      tagState.shown += event.text.length - replaced
      Object.assign(tagState, { position: 'answering', held: '' })
      return [{ ...event, replaced }]
    }
    case 'tool-delta': {
      const before = flush(tagState)
      tagState.position = 'before'
      return [...before, event]
    }
    case 'finish': {
      const before = flush(tagState)
      if (event.length === undefined) return [...before, event]
      return [...before, { ...event, length: event.length - tagState.received + tagState.shown }]
    }
    case 'error':
    case 'stream-end':
      return [...flush(tagState), event]
    default:
      return [event]
  }
}
