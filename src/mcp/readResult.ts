import { isObject } from '../core/internal.ts'
import type { McpResult } from './options.ts'

/** The largest result that is accepted, in UTF-16 units of its JSON. */
const MAX_RESULT = 1_000_000
/** How much of an error the model gets, in UTF-16 units. */
const MAX_ERROR = 2000

/**
 * Returns the result of a call for the model and the page: the structured content, or the text, or a list if there is
 * more than text. Images, audio and other bytes are replaced by a note, as a model cannot read them in a tool's result.
 *
 * @throws {Error} with the server's text, if the tool reports an error; and for a result of more than 1,000,000 units
 */
export function readResult({ content = [], structuredContent, isError }: McpResult): unknown {
  const blocks = content.map(readBlock)
  const isText = blocks.every((block) => typeof block === 'string')
  if (isError) {
    const text = blocks.map((block) => (typeof block === 'string' ? block : JSON.stringify(block)))
    throw new Error(text.join('\n').slice(0, MAX_ERROR) || 'The tool failed without a reason.')
  }
  const result = structuredContent ?? (isText ? blocks.join('\n') : blocks)
  const { length } = JSON.stringify(result)
  if (length <= MAX_RESULT) return result
  throw new Error(`The result of the tool is too large: ${length} of at most ${MAX_RESULT} units.`)
}

/** Returns a text as it is, and the fields of another block without its bytes. */
function readBlock(block: unknown): unknown {
  if (!isObject(block)) return ''
  const { type, text, resource } = block
  if (type === 'text' && typeof text === 'string') return text
  if (type === 'resource' && isObject(resource)) {
    return typeof resource['text'] === 'string'
      ? resource['text']
      : { type, resource: withoutBytes(resource) }
  }
  return withoutBytes(block)
}

function withoutBytes(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept = Object.entries(fields).map(([name, value]) => {
    const isBytes = (name === 'data' || name === 'blob') && typeof value === 'string'
    return [name, isBytes ? `(${value.length} characters of Base64, left out)` : value]
  })
  return Object.fromEntries(kept)
}
