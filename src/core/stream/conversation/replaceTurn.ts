import { abandonAnswer, startAnswer, stopAnswer } from '../answerRun.ts'
import type { Call } from '../arguments/sendOptions.ts'
import { streamingRun, type LiveChat } from '../chatState.ts'
import { rejectArgument } from '../arguments/checkOptions.ts'
import type { Question } from '../question.ts'
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
  const index = questionIndex(list, messageId)
  if (list[index]?.id !== messageId) rejectId(messageId)
  if (!message || toolResults[0]) rejectArgument('The question is empty. Pass text or files.')
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
  const former = chat.messages.get()
  const questionId = former[questionIndex(former, messageId)]?.id
  // Don't send a waiting question before the answer that replaces this one.
  stopAnswer(chat)
  const run = streamingRun(chat)
  // A hook that was called for the end has already regenerated or resumed the answer.
  if (run && messageId === undefined) return run.answer
  if (run) abandonAnswer(chat)
  // The former answers may be back.
  const list = chat.messages.get()
  const end = questionIndex(list, questionId) + 1
  const replaced = end < list.length ? list.slice(end) : undefined
  // The run of the former answer is known, and nothing of it was shown: resume it instead of starting another
  // run.
  if (replaced?.every(isEmptyAndResumable)) return resume()
  return startAnswer(chat, list.slice(0, end), 'regenerate', { call, replaced })
}

/**
 * Returns the index of a question.
 *
 * @param messageId - the question, or its answer. @default the last question
 * @throws {ChatStreamError} `argument`, which names the id, if there is no such question
 */
function questionIndex(list: readonly ChatMessage[], messageId: string | undefined): number {
  const end =
    messageId === undefined ? list.length : list.findIndex(({ id }) => id === messageId) + 1
  const index = list.slice(0, end).findLastIndex(({ role }) => role === 'user')
  return index < 0 ? rejectId(messageId) : index
}

/** @throws {ChatStreamError} `argument`, which names the id */
export function rejectId(messageId = ''): never {
  rejectArgument(`There is no question${messageId && ` of \`${messageId}\``}.`)
}
