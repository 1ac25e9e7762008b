/** The event that ends the streams of OpenAI and of those who followed it. */
export const DONE = 'data: [DONE]\n\n'

/** One server-sent event. JSON has no line ends, so its data is one line. */
export function sse(data: object, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`
}
