import { textOf } from '../../core/index.ts'
import type { UseChatStreamReturn } from '../useStream.ts'

/** A chat that the devtools' inspector lists. */
export interface InspectedChat {
  readonly id: string
  readonly chat: UseChatStreamReturn
}

const LABEL_LENGTH = 40
const WHITE = 0xffffff
const GREY = 0x6b7280
const BLUE = 0x2563eb
const RED = 0xb91c1c

/** Returns a chat's line in the inspector: its first question, and its status as a tag. */
export function toInspectorNode({ id, chat }: InspectedChat) {
  const question = chat.messages.value.find(({ role }) => role === 'user')
  const status = chat.status.value
  const backgroundColor = status === 'error' ? RED : status === 'ready' ? GREY : BLUE
  return {
    id,
    label: (question && textOf(question).slice(0, LABEL_LENGTH)) || 'A chat without a question',
    tags: [{ label: status, textColor: WHITE, backgroundColor }],
  }
}

/** Returns a chat's contents, grouped as the inspector shows them. */
export function toInspectorState({ chat }: InspectedChat) {
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
