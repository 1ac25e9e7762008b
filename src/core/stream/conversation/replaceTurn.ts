import { abandonAnswer, startAnswer, stopAnswer } from '../answerRun.ts'
import { rejectArgument } from '../arguments/check.ts'
import type { Call } from '../arguments/sendOptions.ts'
import { streamingRun, type LiveChat } from '../chatState.ts'
import type { Question } from '../question.ts'
import { sendNext } from '../questionQueue.ts'
import { isEmptyAndResumable } from '../runReference.ts'
import type { ChatMessage } from '../../types.ts'

/**
 * Replaces a question and everything after it by another question, and asks that.
 *
 * @throws {ChatStreamError} `argument`, as a rejection, if the messages have no such question, before anything is
 *   stopped
 */
export async function editQuestion(
  chat: LiveChat,
  messageId: string,
  { message, toolResults, call }: Question,
): Promise<ChatMessage> {
  const list = chat.messages.get()
  const index = indexOf(list, messageId)
  if (list[index]?.role !== 'user')
    rejectArgument(`The message \`${messageId}\` is not a question.`)
  if (!message || toolResults[0])
    rejectArgument('A question that is edited takes text and files only.')
  stopAnswer(chat)
  // A hook that was called for the end may have started another answer, which is replaced as well.
  if (streamingRun(chat)) abandonAnswer(chat)
  return startAnswer(chat, [...list.slice(0, index), message], 'edit', { call })
}

/**
 * Sends a question again and replaces its answer and everything after it.
 *
 * @param messageId - the question, or its answer. @default the last question
 * @param resume - called instead if nothing of the answer arrived, and its run is known
 * @throws {ChatStreamError} `argument`, as a rejection, if there is no such question
 */
export async function regenerateAnswer(
  chat: LiveChat,
  messageId: string | undefined,
  call: Call,
  resume: () => Promise<ChatMessage>,
): Promise<ChatMessage> {
  let isWanted = ({ role }: ChatMessage) => role === 'user'
  if (messageId !== undefined) {
    // By its id: after the stop, the former answers may be back.
    const list = chat.messages.get()
    const question = list.slice(0, indexOf(list, messageId) + 1).findLast(isWanted)
    isWanted = ({ id }) => id === question?.id
  }
  // Don't send a waiting question before the answer that replaces this one.
  stopAnswer(chat)
  // A hook that was called for the end has already regenerated or resumed the answer.
  const run = streamingRun(chat)
  if (run && messageId === undefined) return run.answer
  if (run) abandonAnswer(chat)
  const list = chat.messages.get()
  const end = list.findLastIndex(isWanted) + 1
  if (end === 0) {
    sendNext(chat)
    rejectArgument('There is no question to answer again. Call `send` first.')
  }
  const replaced = end < list.length ? list.slice(end) : undefined
  // The run of the former answer is known, and nothing of it was shown: resume it instead of starting another
  // run.
  if (replaced?.every(isEmptyAndResumable)) return resume()
  return startAnswer(chat, list.slice(0, end), 'regenerate', { call, replaced })
}

/** @throws {ChatStreamError} `argument`, which names the id, if no message has it */
function indexOf(list: readonly ChatMessage[], messageId: string): number {
  const index = list.findIndex(({ id }) => id === messageId)
  if (index < 0) rejectArgument(`No message of the chat has the id \`${messageId}\`.`)
  return index
}
