import {
  createChatStream,
  type ChatMessage,
  type Dialect,
  type StreamEvent,
  type ToolPart,
  type Transport,
} from 'vue-chat-stream/core'
import type { McpToolSet } from 'vue-chat-stream/tools/mcp'

/** A dialect whose records are lists of events in JSON. */
const plain: Dialect = {
  name: 'plain',
  // Only this file writes these records.
  decode: ({ data }) => JSON.parse(data) as readonly StreamEvent[],
}

/** A model that calls one tool, and then answers. */
export function chatWithTools(tools: McpToolSet, name: string, input: unknown) {
  const described: (readonly string[])[] = []
  const transport: Transport = async function* (request) {
    described.push(request.tools?.map((tool) => tool.name) ?? [])
    const call = { type: 'tool-delta', id: 'c1', name, allArgs: JSON.stringify(input) }
    const events = described.length === 1 ? [call] : [{ type: 'text-delta', text: 'Done.' }]
    const data = JSON.stringify([...events, { type: 'finish', outcome: 'complete' }])
    yield { event: 'message', data, id: '' }
  }
  const chat = createChatStream({ url: 'http://localhost/', transport, dialect: plain, tools })
  const callIn = (messages: readonly ChatMessage[]): ToolPart | undefined =>
    messages.flatMap(({ parts }) => parts).find((part) => part.type === 'tool')
  return { chat, described, call: () => callIn(chat.getState().messages) }
}
