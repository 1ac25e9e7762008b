import { asObjects, asText, isObject, toText, valueAt, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'
import type { DetectableDialect } from '../detectable.ts'
import { decodeJson } from '../reading/decodeJson.ts'
import { correct, delta } from '../reading/deltas.ts'
import { readEndMark, readError, readErrorField } from '../reading/endMarks.ts'
import { withoutRepetition } from '../reading/repetition.ts'
import { isStartMark } from '../reading/startMarks.ts'
import { content, readParts } from './content.ts'
import { TEXT_EVENTS } from './text.ts'

/**
 * Where servers put their text, the most specific paths first: Cloudflare's Workers AI and Ollama's older
 * API (`response`), Hugging Face (`token.text`), Spring AI (`result.output.text`), Bedrock
 * (`contentBlockDelta`), Genkit (`message.content`), RAGFlow (`answer`), Flowise (`data`).
 */
const PATHS = [
  'content',
  'text',
  'token',
  'token.text',
  'delta',
  'delta.text',
  'response',
  'answer',
  'output.text',
  'result.output.text',
  'contentBlockDelta.delta.text',
  'message.content',
  'generated_text',
  'message',
  'data',
]

/** These are text only if the payload is not of another type: a state often has a `message`, too. */
const VAGUE = ['message', 'data']
const STATE = ['code', 'statusCode', 'status', 'success']

/** Types and events of payloads that say that nothing follows. */
const END_NAME = /^(end|done|completed?|finish(ed)?|close|stop)$/i

interface FoundText {
  readonly path: string
  readonly text: string
}

/**
 * JSON of a server that has no format of its own: the text is at one of the usual paths. Otherwise as
 * `content`, and only part of `auto`: a dialect that reads any shape cannot be pinned, use `pick`.
 *
 * Proof of the end: as for `content`, or a payload whose `type` or `event` is `end`, `done`, `complete`…
 */
export const generic: DetectableDialect = {
  name: 'content',

  recognizes: (payload) =>
    findText(payload) ??
    asText(reasoningIn(payload)) ??
    ([payload['tool'], payload['source']].some(isObject) ||
      readFailure(payload) ||
      readErrorField(payload, true)),

  decode: (record, state) => withoutRepetition(decodeJson(record, state, read, readEndMark), state),

  end: (state) => content.end?.(state) ?? [],
}

function read(payload: JsonObject, state: DialectState): readonly StreamEvent[] {
  const reason = payload['finish_reason']
  const failure = readFailure(payload)
  if (failure) return failure
  const name = nameOf(payload)
  const isEnd = END_NAME.test(name) || (asText(reason) && reason !== 'null')
  return [
    ...delta('reasoning', reasoningIn(payload)),
    ...readText(payload, state),
    ...readParts(payload, state),
    ...(isEnd ? [{ type: 'finish', outcome: 'complete', reason: asText(reason) } as const] : []),
  ]
}

/** Reads the text at the path where the first one was. A text elsewhere may repeat all that was shown. */
function readText(payload: JsonObject, state: DialectState): readonly StreamEvent[] {
  const found = findText(payload)
  // Hugging Face's end token.
  const isSpecial = valueAt(payload, 'token.special') === true
  const whole = isSpecial ? asText(payload['generated_text']) : undefined
  const text = whole ?? (isSpecial ? '' : found?.text)
  if (!found || !text) return []
  const shown = asText(state['shown']) ?? ''
  const path = (state['path'] ??= found.path)
  const isElsewhere = whole !== undefined || found.path !== path
  if (isElsewhere && (whole ?? text).startsWith(shown)) {
    state['shown'] = text
    return correct('text', shown, text)
  }
  if (isElsewhere && VAGUE.includes(found.path)) return []
  if (VAGUE.includes(String(path))) state['path'] = found.path
  if (/reason|think|thought/i.test(nameOf(payload))) return delta('reasoning', text)
  state['shown'] = shown + text
  return delta('text', text)
}

/** Returns the first text that is not empty, or else the first empty one. */
function findText(payload: JsonObject): FoundText | undefined {
  const name = nameOf(payload)
  const isState = STATE.some((each) => each in payload)
  const isVague = !isState && (name === '' || TEXT_EVENTS.includes(name))
  const found = PATHS.flatMap((path) => {
    const text = textAt(payload, path)
    if (text === undefined || (VAGUE.includes(path) && !(isVague && text && !isStartMark(text))))
      return []
    return [{ path, text }]
  })
  return found.find(({ text }) => text) ?? found[0]
}

/** Returns a string, a number as text, or the joined text of a list of pieces. */
function textAt(payload: JsonObject, path: string): string | undefined {
  const value = valueAt(payload, path)
  const pieces = asObjects(value).flatMap(({ text }) => toText(text) ?? [])
  return toText(value) ?? (value === '' ? '' : pieces.length > 0 ? pieces.join('') : undefined)
}

function reasoningIn({ reasoning, reasoning_content, thinking }: JsonObject): unknown {
  return toText(reasoning) ?? toText(reasoning_content) ?? thinking
}

function nameOf({ type, event }: JsonObject): string {
  return asText(type) ?? asText(event) ?? ''
}

/** Reads an error in Bedrock's form: `{"throttlingException":{"message":"…"}}`. */
function readFailure(payload: JsonObject): readonly StreamEvent[] | undefined {
  const name = Object.keys(payload).find((key) => key.endsWith('Exception'))
  const exception = name && payload[name]
  return isObject(exception) ? [readError(JSON.stringify(exception))] : undefined
}
