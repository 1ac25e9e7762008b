import { textOf } from '../../core/index.ts'
import type { UseChatStreamReturn } from '../useStream.ts'

/** A chat in the devtools' list. */
export interface InspectedChat {
  readonly id: string
  readonly chat: UseChatStreamReturn
}

const LABEL_LENGTH = 40
const WHITE = 0xffffff
const GREY = 0x6b7280
const BLUE = 0x2563eb
const RED = 0xb91c1c

/** A chat's line: its first question, and what it is doing. */
export function nodeOf({ id, chat }: InspectedChat) {
  const question = chat.messages.value.find(({ role }) => role === 'user')
  const status = chat.status.value
  const backgroundColor = status === 'error' ? RED : status === 'ready' ? GREY : BLUE
  return {
    id,
    label: (question && textOf(question).slice(0, LABEL_LENGTH)) || 'A chat without a question',
    tags: [{ label: status, textColor: WHITE, backgroundColor }],
  }
}

/** What is in a chat, in the devtools' groups. */
export function stateOf({ chat }: InspectedChat) {
  const fields = (values: object) =>
    Object.entries(values).map(([key, value]: [string, unknown]) => ({ key, value }))
  return {
    state: fields({
      status: chat.status.value,
      error: chat.error.value?.message,
      queue: chat.queue.value,
    }),
    metrics: fields(chat.metrics.value ?? {}),
    messages: chat.messages.value.map((message) => ({ key: message.role, value: message })),
  }
}
