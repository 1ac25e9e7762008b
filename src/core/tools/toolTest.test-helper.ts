import { createChatStream } from '../stream/createChatStream.ts'
import type { ChatStreamBaseOptions } from '../stream/options.ts'
import type { StandardSchema } from '../schema.ts'
import type {
  ChatMessage,
  ChatRequest,
  Dialect,
  StreamEvent,
  StreamRecord,
  ToolPart,
  Transport,
} from '../types.ts'

/** A dialect whose records are lists of events in JSON. */
const plain: Dialect = {
  name: 'plain',
  // Only the tests write these records.
  decode: ({ data }) => JSON.parse(data) as readonly StreamEvent[],
}

/** Creates a chat that answers each request with the next one of these lists of events, and a proof of its end. */
export function createToolChat(
  options: Partial<ChatStreamBaseOptions>,
  ...answers: readonly (readonly StreamEvent[])[]
) {
  const requests: ChatRequest[] = []
  const transport: Transport = async function* (request) {
    const events = answers[requests.length] ?? []
    requests.push(request)
    const all = [...events, { type: 'finish', outcome: 'complete' }]
    yield { event: 'message', data: JSON.stringify(all), id: '' } satisfies StreamRecord
  }
  const url = 'http://localhost/'
  const chat = createChatStream({ url, transport, dialect: plain, ...options })
  const calls = () => callsIn(chat.getState().messages)
  return { chat, requests, calls }
}

/** Returns all tool calls of a chat. */
export function callsIn(messages: readonly ChatMessage[]): readonly ToolPart[] {
  return messages.flatMap(({ parts }) => parts.filter((part) => part.type === 'tool'))
}

export const words = (text: string): StreamEvent => ({ type: 'text-delta', text })

/** A call with its whole arguments. */
export const callOf = (id: string, name: string, args: unknown): StreamEvent => ({
  type: 'tool-delta',
  id,
  name,
  allArgs: typeof args === 'string' ? args : JSON.stringify(args),
})

/** A schema with its JSON Schema, for objects with a `city`. It returns the name in capitals, as `name`. */
export const citySchema: StandardSchema<{ city: string }, { name: string }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate(value) {
      const city = (value as { city?: unknown } | null)?.city
      return typeof city === 'string'
        ? { value: { name: city.toUpperCase() } }
        : { issues: [{ message: 'Expected a string', path: ['city'] }] }
    },
    jsonSchema: {
      input: () => ({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
      }),
    },
  },
}
