/** Writes chunks as server-sent events, with CRLF line ends like Google's service. */
export async function* toEventStream(chunks: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\r\n\r\n`
}

/** Writes chunks as the elements of one JSON array. */
export async function* toJsonArray(chunks: AsyncIterable<object>): AsyncGenerator<string> {
  let separator = '['
  for await (const chunk of chunks) {
    yield separator + JSON.stringify(chunk)
    separator = ',\r\n'
  }
  yield ']'
}
