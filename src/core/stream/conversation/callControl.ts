import { stopAnswer } from '../answerRun.ts'
import type { Call } from '../arguments/sendOptions.ts'
import { streamingRun, type LiveChat } from '../chatState.ts'
import { rejectId } from './replaceTurn.ts'
import { createUnsentAnswer, discardQuestion, sendNext } from '../questionQueue.ts'
import type { ChatAnswer, ChatMessage } from '../../types.ts'

/** Stops the streaming answer. Then sends the next question, or holds all of them, as `whenStopped` says. */
export function stopAndContinue(chat: LiveChat): void {
  // Before the hooks: a question that they send continues the queue.
  chat.isQueueHeld = chat.options.whenStopped === 'hold'
  stopAnswer(chat)
  sendNext(chat)
}

/**
 * Starts an answer, or the wait for it. Until it has ended, the signal of the call ends both.
 *
 * @returns the answer; an empty one that was stopped, if the signal was aborted before
 */
export async function untilAborted(
  chat: LiveChat,
  call: Call,
  start: () => Promise<ChatMessage>,
): Promise<ChatAnswer> {
  const { signal } = call
  if (signal?.aborted) return createUnsentAnswer('stopped')
  const cancel = () => {
    const question = chat.questions.find((one) => one.call === call)
    if (question) discardQuestion(chat, question)
    else if (streamingRun(chat)?.call === call || chat.tools?.isBusy(call)) stopAndContinue(chat)
  }
  signal?.addEventListener('abort', cancel)
  try {
    // An answer that failed always has an error: see `endingOf`.
    return (await start()) as ChatAnswer
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** @throws {ChatStreamError} `argument`, which names the id, if no waiting question has it */
export function removeFromQueue(chat: LiveChat, messageId: string): void {
  const question = chat.questions.find(({ message }) => message && message.id === messageId)
  if (!question) rejectId(messageId)
  discardQuestion(chat, question)
}
