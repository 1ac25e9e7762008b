/** Bodies of answers with very many parts, by what they contain. */
export const manyParts: Readonly<Record<string, () => string>> = {
  '20,000 tool calls': () => answer(20_000, (number) => [call(number), result(number)]),
  '100,000 sources': () => answer(100_000, (number) => [{ source: page(number) }]),
  '20,000 alternating parts': () => answer(20_000, (number) => [alternating(number)]),
}

function answer(count: number, payloadsOf: (number: number) => readonly object[]): string {
  const payloads = Array.from({ length: count }, (_, number) => payloadsOf(number)).flat()
  const events = [...payloads, { content: 'The end.' }].map(
    (payload) => `data: ${JSON.stringify(payload)}\n\n`,
  )
  return `${events.join('')}data: [DONE]\n\n`
}

function call(number: number): object {
  return { tool: { id: `call_${number}`, name: 'look_up', args: JSON.stringify({ number }) } }
}

function result(number: number): object {
  return { tool: { id: `call_${number}`, output: { found: number } } }
}

function page(number: number): object {
  return { url: `https://example.com/${number}`, title: `Page ${number}` }
}

function alternating(number: number): object {
  if (number % 3 === 0) return { reasoning: `Thought ${number}. ` }
  return number % 3 === 1 ? { content: `Text ${number}. ` } : call(number)
}
