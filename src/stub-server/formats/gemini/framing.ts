/** Chunks as server-sent events, with the line ends that the service has. */
export async function* inEvents(chunks: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield `data: ${JSON.stringify(chunk)}\r\n\r\n`
}

/** Chunks as the elements of one JSON array. */
export async function* inArray(chunks: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '['
  for await (const chunk of chunks) {
    yield before + JSON.stringify(chunk)
    before = ',\r\n'
  }
  yield ']'
}
