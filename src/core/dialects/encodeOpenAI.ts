import { textOf } from '../text.ts'
import type { ChatRequest } from '../types.ts'

/** Returns the body of the dialect `openai`: the texts of the chat. */
export function encodeOpenAI({ messages }: ChatRequest): unknown {
  return {
    messages: messages
      .map((message) => ({ role: message.role, content: textOf(message) }))
      // Leaves out empty answers.
      .filter(({ content }) => content),
    stream: true,
  }
}
