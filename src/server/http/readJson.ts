import { BodySpace } from './bodySpace.ts'
import { Problem } from './problem.ts'

/** A JSON object, as opposed to an array. */
export type JsonObject = Readonly<Record<string, unknown>>

/** How deep the values of a body may be nested: functions that visit deeper ones overflow the stack. */
const MAX_DEPTH = 200

/**
 * Reads a request body, which must be a JSON object.
 *
 * @throws Problem 415 if its type is not JSON, 413 if it is longer than `limit` bytes, 400 if it is not
 * UTF-8, not JSON, not an object or nested too deep, 503 if the unfinished bodies of all requests take
 * too much memory
 */
export async function readJson(request: Request, limit: number): Promise<JsonObject> {
  const type = request.headers.get('Content-Type') ?? ''
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new Problem(415, 'Send JSON, with the header Content-Type: application/json.')
  }
  const text = await readText(request, limit)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem(400, 'The body is not valid JSON.')
  }
  if (!isObject(value)) throw new Problem(400, 'The body must be a JSON object.')
  if (isDeeper(value, MAX_DEPTH)) {
    throw new Problem(400, `The body is nested more than ${MAX_DEPTH} levels deep.`)
  }
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1))
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLong = new Problem(413, `The body is longer than ${limit} bytes.`)
  // Use the declared length to refuse a body early, but never trust it to accept one.
  if (Number(request.headers.get('Content-Length')) > limit) throw tooLong
  if (!request.body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const space = new BodySpace()
  let bytes = 0
  let text = ''
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.length
      if (bytes > limit) throw tooLong
      space.take(next.value.length)
      text += decoder.decode(next.value, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    await reader.cancel().catch(() => {})
    throw error instanceof Problem ? error : new Problem(400, 'The body is not valid UTF-8 text.')
  } finally {
    space.free()
  }
}
