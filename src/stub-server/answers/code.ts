/** Code in several languages; one block has long lines, and one has no language. */
export const code = `Read the stream with \`fetch\`, and parse it with something that knows the format:

\`\`\`ts
import { createParser } from 'eventsource-parser'

export async function readAnswer(url: string, onText: (text: string) => void): Promise<void> {
  const response = await fetch(url)
  if (!response.ok || !response.body) throw new Error(\`The server answered \${response.status}\`)
  const parser = createParser({ onEvent: ({ data }) => onText(JSON.parse(data).content ?? '') })
  const decoder = new TextDecoder()
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }))
}
\`\`\`

The same question from a shell, without any buffering by curl:

\`\`\`sh
curl -N 'http://localhost:8866/ai/chat/stream?message=Show%20me%20code'
\`\`\`

And this is what comes back:

\`\`\`
id: 1
data: {"content":"Once"}
\`\`\`

Mind the \`-N\`: without it, curl keeps a few kilobytes to itself.
`
