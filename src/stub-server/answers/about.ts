/** How many characters of a question are quoted, so that the answer is not mostly a quotation. */
const MAX_QUOTED_CHARACTERS = 400

/** Answers a question without a prepared answer: quotes it, and explains the stub and what to try. */
export function about(message: string): string {
  // A question may contain megabytes, so slice it first: a code point has at most two UTF-16 units.
  const characters = [...message.slice(0, 2 * (MAX_QUOTED_CHARACTERS + 1))]
  const isLong = characters.length > MAX_QUOTED_CHARACTERS
  const short = isLong ? `${characters.slice(0, MAX_QUOTED_CHARACTERS).join('')}…` : message
  const quotation = short.replaceAll(/^/gm, '> ')
  return `You asked:

${quotation}

I am a **stub**: a small server that streams prepared answers at the pace of a model, so that a chat can be tried and tested without one. I read your question, but I did not understand it.

What I do well:

- *a story*, *markdown*, *a table*, *code*, *emoji*, something *long*, or anything in 中文: name one and you get it;
- trouble on request: \`/help\` lists it, from \`/slow\` to \`/drop 200\`;
- the real thing: start me with \`--upstream http://localhost:11434/v1 --model NAME\` and a model answers in my place.
`
}
