import { startAnswer } from './answerRun.ts'
import { changeState, isBusy, type LiveChat, type QueuedQuestion } from './chatState.ts'
import type { ChatMessageError } from '../errors.ts'
import { checkToolResults } from './events/applyEvent.ts'
import { createMessage, withQuestion, type Question } from './question.ts'
import type { ChatAnswer, ChatMessage } from '../types.ts'

/** Adds a question that is sent when no answer streams. Resolves to its answer. */
export function enqueue(chat: LiveChat, question: Question): Promise<ChatMessage> {
  return new Promise((resolve) => {
    setQuestions(chat, [...chat.questions, { ...question, resolve }])
    changeState(chat)
  })
}

/** Sends the question that has waited longest, unless an answer streams or the questions are held. */
export function sendNext(chat: LiveChat): void {
  const [next, ...rest] = chat.questions
  if (isBusy(chat) || chat.isQueueHeld || !next) return
  setQuestions(chat, rest)
  next.resolve(sendQuestion(chat, next))
  if (chat.run) return
  changeState(chat)
  sendNext(chat)
}

/**
 * Adds a question to the messages, and starts its answer.
 *
 * @throws {ChatStreamError} `argument`, as a rejection, for the result of an unknown tool call: the answer with
 *   the call may have been replaced while the question waited
 */
export async function sendQuestion(chat: LiveChat, question: Question): Promise<ChatMessage> {
  const list = chat.messages.get()
  checkToolResults(question.toolResults, list)
  return startAnswer(chat, withQuestion(list, question), 'question', question)
}

/** Drops the waiting questions: each of them resolves to an empty answer that was stopped. */
export function discardQueue(chat: LiveChat): void {
  const discarded = chat.questions
  setQuestions(chat, [])
  for (const { resolve } of discarded) resolve(createUnsentAnswer('stopped'))
}

/** Drops one waiting question: it resolves to an empty answer that was stopped. */
export function discardQuestion(chat: LiveChat, question: QueuedQuestion): void {
  setQuestions(
    chat,
    chat.questions.filter((one) => one !== question),
  )
  question.resolve(createUnsentAnswer('stopped'))
  changeState(chat)
}

/** Returns an answer to a question that was never sent. It is in no list. */
export function createUnsentAnswer(
  outcome: 'stopped' | 'failed',
  error?: ChatMessageError,
): ChatAnswer {
  return { ...createMessage('assistant', []), outcome, error } as ChatAnswer
}

/** Doesn't call the listeners: the caller changes more and calls them afterwards. */
function setQuestions(chat: LiveChat, questions: readonly QueuedQuestion[]): void {
  chat.questions = questions
  chat.state = { ...chat.state, queue: questions.flatMap(({ message = [] }) => message) }
}
