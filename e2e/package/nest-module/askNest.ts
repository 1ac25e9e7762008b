import { EventSource } from 'eventsource'
import { onTestFinished, vi } from 'vitest'
import {
  textOf,
  useChatStream,
  type TransportName,
  type UseChatStreamOptions,
} from 'vue-chat-stream'
import { createPicker, createRandom } from '../../bench/random.ts'
import { mixedText } from '../support/mixedText.ts'
import { SEED } from '../support/seed.ts'
import { answerTo } from './model.ts'

const TRANSPORTS = ['session', 'get', 'post', 'eventsource'] as const

/** Returns questions with text that servers and URLs often get wrong. */
export function questions(count: number): readonly string[] {
  const picker = createPicker(createRandom(SEED))
  return Array.from(
    { length: count },
    (_, index) => `${index}: ${mixedText(picker, picker.between(1, 200))}`,
  )
}

/** Gives tests of the transport `eventsource` an `EventSource`. */
export function provideEventSource(): void {
  vi.stubGlobal('EventSource', EventSource)
  onTestFinished(() => void vi.unstubAllGlobals())
}

/** Creates a chat that repeats requests and resumes, as an application in front of this server may. */
export function useChat(origin: string, options: Partial<UseChatStreamOptions> = {}) {
  const chat = useChatStream({
    url: `${origin}/ai/chat/stream`,
    idempotencyKey: true,
    retry: { maxAttempts: 100, baseDelay: 1, maxDelay: 50 },
    updates: 'event',
    ...options,
  })
  onTestFinished(chat.dispose)
  return chat
}

/**
 * Asks one question. The transports take turns.
 */
export async function ask(
  origin: string,
  question: string,
  index: number,
  { expected = answerTo(question), transports = TRANSPORTS as readonly TransportName[] } = {},
) {
  const transport = transports[index % transports.length] ?? 'get'
  const chat = useChat(origin, { transport })
  const answer = await chat.send(question)
  chat.dispose()
  return {
    question,
    transport,
    outcome: answer.outcome,
    error: answer.error,
    isExact: textOf(answer) === expected,
  }
}
