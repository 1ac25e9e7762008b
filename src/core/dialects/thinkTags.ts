import { checkOption } from '../stream/checkOptions.ts'
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
type Place = 'before' | 'opened' | 'thinking' | 'closed' | 'answering'

/** State of one answer. */
interface Notes {
  place: Place
  /** Text that may be part of a tag, or a blank next to one. */
  held: string
  /** UTF-16 units of text received from the dialect, and passed on as text. */
  came: number
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
  const [open, close] = [`<${tag}>`, `</${tag}>`]

  function notesIn(state: DialectState): Notes {
    const place = startWithReasoning ? 'opened' : 'before'
    state['thinkTags'] ??= { place, held: '', came: 0, shown: 0 } satisfies Notes
    // Only this dialect writes this note.
    return state['thinkTags'] as Notes
  }

  function show(text: string, notes: Notes): readonly StreamEvent[] {
    notes.shown += text.length
    return delta('text', text)
  }

  /** Returns the events for the part of the held text that is certain, and keeps the rest. */
  function advance(notes: Notes): readonly StreamEvent[] {
    const { place, held } = notes
    const begun = held.trimStart()
    switch (place) {
      case 'before':
        if (open.startsWith(begun)) return begun === open ? go('opened', '', notes) : []
        if (begun.startsWith(open)) return go('opened', begun.slice(open.length), notes)
        return go('answering', held, notes)
      case 'opened':
        return begun === '' ? [] : go('thinking', begun, notes)
      case 'thinking': {
        const end = held.indexOf(close)
        if (end < 0) return think(held, undecidedFrom(held), notes)
        const thought = delta('reasoning', held.slice(0, end).trimEnd())
        return [...thought, ...go('closed', held.slice(end + close.length), notes)]
      }
      case 'closed':
        return begun === '' ? [] : go('answering', begun, notes)
      case 'answering':
        notes.held = ''
        return show(held, notes)
    }
  }

  function go(place: Place, held: string, notes: Notes): readonly StreamEvent[] {
    Object.assign(notes, { place, held })
    return held === '' ? [] : advance(notes)
  }

  function think(held: string, end: number, notes: Notes): readonly StreamEvent[] {
    notes.held = held.slice(end)
    return delta('reasoning', held.slice(0, end))
  }

  /**
   * Returns the index of trailing blanks, or of a possible start of the closing tag: the next piece decides
   * what they are.
   */
  function undecidedFrom(held: string): number {
    const bracket = held.lastIndexOf('<')
    const isTag = bracket >= 0 && close.startsWith(held.slice(bracket))
    return (isTag ? held.slice(0, bracket) : held).trimEnd().length
  }

  /** Returns the events for the held text when no further text can decide what it is. */
  function flush(notes: Notes): readonly StreamEvent[] {
    const { place, held } = notes
    notes.held = ''
    if (place === 'before') return show(held, notes)
    return place === 'thinking' ? delta('reasoning', held) : []
  }

  function split(event: StreamEvent, notes: Notes): readonly StreamEvent[] {
    switch (event.type) {
      case 'text-delta':
        notes.came += event.text.length
        notes.held += event.text
        return advance(notes)
      case 'correction': {
        if (event.of !== 'text') return [event]
        // The reasoning was removed from the text, so there is nothing of it to replace.
        const replaced = Math.min(Math.max(0, event.replaced - notes.held.length), notes.shown)
        notes.came += event.text.length - event.replaced
        notes.shown += event.text.length - replaced
        Object.assign(notes, { place: 'answering', held: '' })
        return [{ ...event, replaced }]
      }
      case 'tool-delta': {
        const before = flush(notes)
        notes.place = 'before'
        return [...before, event]
      }
      case 'finish': {
        const before = flush(notes)
        if (event.length === undefined) return [...before, event]
        return [...before, { ...event, length: event.length - notes.came + notes.shown }]
      }
      case 'error':
      case 'stream-end':
        return [...flush(notes), event]
      default:
        return [event]
    }
  }

  return {
    ...dialect,
    decode(record, state) {
      const notes = notesIn(state)
      return dialect.decode(record, state).flatMap((event) => split(event, notes))
    },
    end(state) {
      const notes = notesIn(state)
      const events = (dialect.end?.(state) ?? []).flatMap((event) => split(event, notes))
      return [...events, ...flush(notes)]
    },
  }
}
