/** The event that ends a stream of OpenAI and of compatible servers. */
export const DONE = 'data: [DONE]\n\n'

/** Writes one server-sent event. JSON contains no line ends, so the data is a single line. */
export function sse(data: object | string, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
}
