import { stopAnswer } from '../answerRun.ts'
import { changeState, changeStatus, streamingRun, type LiveChat } from '../chatState.ts'
import { discardQueue } from '../questionQueue.ts'
import type { ChatMessage, ChatTypes } from '../../types.ts'

/** The new messages, or a function that returns them for the current ones. */
export type MessagesUpdate<Chat extends ChatTypes = ChatTypes> =
  | readonly ChatMessage<Chat>[]
  | ((messages: readonly ChatMessage<Chat>[]) => readonly ChatMessage<Chat>[])

/**
 * Replaces the messages. If the streaming answer is not among the new ones, it is stopped. The waiting questions and
 * the error belong to the last answer: they are dropped if that is not among the new messages.
 *
 * @throws {ChatStreamError} `argument` for anything but a list of messages
 */
export function setMessages(chat: LiveChat, update: MessagesUpdate): void {
  const { messages } = chat
  const former = messages.get()
  const list = typeof update === 'function' ? update(former) : update
  chat.checks?.messages(list)
  const last = streamingRun(chat)?.message ?? former.at(-1)
  const isKept = !last || list.some(({ id }) => id === last.id)
  // First, so that the end of the answer does not put it back.
  messages.set(list, { type: 'replaced', reason: 'set' })
  if (isKept) return changeState(chat)
  discardQueue(chat)
  stopAnswer(chat)
  if (!chat.run) changeStatus(chat, 'cleared')
}
