import { asObjects, asText, isObject, toText, valueAt, type JsonObject } from '../json.ts'
import type { DialectState, StreamEvent } from '../types.ts'
import type { DetectableDialect } from './detectable.ts'
import { decodeJson } from './reading/decodeJson.ts'
import { correct, delta } from './reading/deltas.ts'
import { readEndMark, readError, readErrorField } from './reading/endMarks.ts'
import { withoutRepetition } from './reading/repetition.ts'
import { isStartMark } from './reading/startMarks.ts'
import { TEXT_EVENTS } from './eventNames.ts'
import { END } from './reading/ends.ts'
import { readParts } from './wholeContent.ts'

/**
 * Where servers put their text, the most specific paths first: Cloudflare's Workers AI and Ollama's older
 * API (`response`), Hugging Face (`token.text`), Spring AI (`result.output.text`), Bedrock
 * (`contentBlockDelta`), Genkit (`message.content`), RAGFlow (`answer`), Flowise (`data`).
 */
const PATHS =
  'content text token token.text delta delta.text response answer output.text result.output.text contentBlockDelta.delta.text message.content generated_text message data'.split(
    ' ',
  )

/** These are text only if the payload is not of another type: a state often has a `message`, too. */
const VAGUE = /^(message|data)$/
const STATE = /^(code|status|statusCode|success)$/

/** Bedrock's errors: `{"throttlingException":{"message":"…"}}`. */
const EXCEPTION = /Exception$/

/** Types and events of payloads that say that nothing follows. */
const END_NAME = /^(end|done|completed?|finish(ed)?|close|stop)$/i

/**
 * Custom JSON with its text at one of the usual paths; otherwise as `content`. Only `auto` uses it: to pin a
 * path, use `pick`.
 *
 * Proof of the end: as for `content`, or a payload whose `type` or `event` is `end`, `done`, `complete`…
 */
export const generic: DetectableDialect = {
  name: 'content',

  recognizes: (payload) =>
    findText(payload) ??
    reasoningIn(payload) ??
    ([payload['tool'], payload['source']].some(isObject) ||
      EXCEPTION.test(firstName(payload)) ||
      readErrorField(payload, true)),

  decode(record, state) {
    state['event'] = record.event
    return withoutRepetition(decodeJson(record, state, read, readEndMark), state)
  },

  end: () => END,
}

function read(payload: JsonObject, state: DialectState): readonly StreamEvent[] {
  const name = firstName(payload)
  if (EXCEPTION.test(name)) return [readError(JSON.stringify(payload[name]))]
  const reason = asText(payload['finish_reason'])
  return [
    ...delta('reasoning', reasoningIn(payload)),
    ...readText(payload, state),
    ...readParts(payload, state),
    ...(isEndOf(payload) ? [{ type: 'finish', outcome: 'complete', reason } as const] : []),
  ]
}

function isEndOf(payload: JsonObject): boolean {
  const reason = asText(payload['finish_reason']) ?? 'null'
  return payload['done'] === true || END_NAME.test(nameOf(payload)) || reason !== 'null'
}

/** Reads the text at the path where the first one was. A text elsewhere may repeat all that was shown. */
function readText(payload: JsonObject, state: DialectState): readonly StreamEvent[] {
  const { token, generated_text: whole } = payload
  const shown = asText(state['shown']) ?? ''
  // The last token is a mark of the model, not text. The whole text is beside it.
  const isLastToken = valueAt(token, 'special') === true
  const [path, text = ''] = isLastToken ? ['', asText(whole)] : (findText(payload) ?? [])
  if (!text) return []
  const isElsewhere = path !== (state['path'] ??= path)
  // Servers repeat the whole text at another path, or with their end mark.
  const isLast = isEndOf(payload) && shown !== state['latest']
  state['latest'] = text
  if ((isElsewhere || isLast) && text.startsWith(shown)) {
    state['shown'] = text
    return correct('text', shown, text)
  }
  if (isElsewhere && VAGUE.test(path ?? '')) return []
  if (VAGUE.test(String(state['path']))) state['path'] = path
  if (/reason|think|thought/i.test(nameOf(payload) || String(state['event'])))
    return delta('reasoning', text)
  state['shown'] = shown + text
  return delta('text', text)
}

/** Returns the path and the value of the first text that is not empty, or else of the first empty one. */
function findText(payload: JsonObject): readonly [path: string, text: string] | undefined {
  const name = nameOf(payload)
  const isState = Object.keys(payload).some((each) => STATE.test(each))
  const isVague = !isState && (!name || TEXT_EVENTS.includes(name))
  const found = PATHS.flatMap((path) => {
    const text = textAt(payload, path)
    const isText = VAGUE.test(path) ? isVague && text && !isStartMark(text) : text !== undefined
    return isText ? [[path, text ?? ''] as const] : []
  })
  return found.find(([, text]) => text) ?? found[0]
}

/** Returns a string, a number as text, or the joined text of a list of pieces. */
function textAt(payload: JsonObject, path: string): string | undefined {
  const value = valueAt(payload, path)
  if (typeof value === 'string') return value
  const pieces = asObjects(value).map(({ text }) => toText(text) ?? '')
  return toText(value) ?? (pieces.join('') || undefined)
}

function reasoningIn({ reasoning, reasoning_content, thinking, thought }: JsonObject): unknown {
  return [reasoning, reasoning_content, thinking, thought].map(toText).find(Boolean)
}

function nameOf({ type, event }: JsonObject): string {
  return asText(type) ?? asText(event) ?? ''
}

function firstName(payload: JsonObject): string {
  return Object.keys(payload)[0] ?? ''
}
