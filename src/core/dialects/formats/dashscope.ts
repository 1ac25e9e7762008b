import { asObjects, asText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { correct, delta, type TextKind } from '../reading/deltas.ts'
import { readErrorField } from '../reading/endMarks.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/** How much text to keep until it is certain that a server repeats its texts, in UTF-16 units. */
const MAX_JOINED_LENGTH = 100_000

/**
 * Alibaba's DashScope (Model Studio), its own API. Without `incremental_output`, each payload repeats the
 * whole text so far.
 *
 * Proof of the end: a `finish_reason` other than the text `"null"`, which all payloads before have.
 *
 * @see https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-dashscope
 */
export const dashscope: Dialect = {
  name: 'dashscope',
  events: ['result'],

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject, state: DialectState): readonly Findings[] {
  const { output, usage, code } = payload
  const choice = valueAt(output, 'choices.0') ?? output
  const message = valueAt(choice, 'message')
  const content = valueAt(message, 'content') ?? valueAt(choice, 'text')
  // A model that also reads images sends a list of pieces.
  const pieces = [content].flat().map((piece) => asText(piece) ?? asText(valueAt(piece, 'text')))
  const reason = asText(valueAt(choice, 'finish_reason'))
  const isLast = Boolean(reason) && reason !== 'null'
  const textEvents = (kind: TextKind, text = '') => {
    const { piece, shown = '', whole = '' } = advance(kind, text, isLast, state)
    return piece === undefined ? correct(kind, shown, whole) : delta(kind, piece)
  }
  return [
    {
      events: [
        ...(readErrorField({ error: !output && code && payload }) ?? []),
        ...textEvents('reasoning', asText(valueAt(message, 'reasoning_content'))),
        ...textEvents('text', pieces.join('')),
      ],
    },
    ...asObjects(valueAt(message, 'tool_calls')).map(({ id, index: place = 0, function: call }) => {
      const args = asText(valueAt(call, 'arguments')) ?? ''
      const { piece, whole } = advance(`arguments ${place}`, args, isLast, state)
      return { tool: { id, place, name: valueAt(call, 'name'), args: piece, allArgs: whole } }
    }),
    {
      sources: valueAt(output, 'search_info.search_results'),
      usage,
      finish: isLast && reason,
    },
  ]
}

/**
 * Adds the next text under a name: the next piece, or the whole text so far. The payloads do not say which
 * one. A text that begins with the former one repeats it, until another one does not: then all of them were
 * pieces, and none of them is lost.
 */
function advance(
  name: string,
  next: string,
  isLast: boolean,
  state: DialectState,
): { readonly piece?: string; readonly shown?: string; readonly whole?: string } {
  if (state['arePieces']) return { piece: next }
  const shown = asText(state[name]) ?? ''
  const joined = asText(state[`joined ${name}`])
  const isWhole = next.startsWith(shown)
  // `ha`, `haha` may be two pieces, `Once`, `Once upon` are not.
  if (shown && isWhole && next.replaceAll(shown, '')) state['areWhole'] = true
  // Pieces end with an empty one.
  if (!next && !(isLast && joined && !state['areWhole'])) return { piece: '' }
  const all = (joined ?? shown) + next
  state['arePieces'] = !isWhole
  state[name] = next
  const isCertain = (shown && !joined) || all.length > MAX_JOINED_LENGTH
  state[`joined ${name}`] = isCertain ? undefined : all
  return { shown, whole: isWhole ? next : all }
}
