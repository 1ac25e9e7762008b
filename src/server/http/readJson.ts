import { Problem } from './problem.ts'

/** A JSON object, as opposed to an array. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Reads a request body, which must be a JSON object.
 *
 * @throws Problem 415 if its type is not JSON, 413 if it is longer than `limit` bytes, 400 if it is not
 * UTF-8, not JSON or not an object
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
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function readText(request: Request, limit: number): Promise<string> {
  const tooLong = new Problem(413, `The body is longer than ${limit} bytes.`)
  // Use the declared length to refuse a body early, but never trust it to accept one.
  if (Number(request.headers.get('Content-Length')) > limit) throw tooLong
  if (!request.body) return ''
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let bytes = 0
  let text = ''
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes += next.value.length
      if (bytes > limit) throw tooLong
      text += decoder.decode(next.value, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    await reader.cancel().catch(() => {})
    throw error instanceof Problem ? error : new Problem(400, 'The body is not valid UTF-8 text.')
  }
}
