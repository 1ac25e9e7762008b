import type { ChatMessage } from './types.ts'

/** Joins a message's text parts: what a person reads as the answer, or wrote as the question. */
export function textOf(message: Pick<ChatMessage, 'parts'>): string {
  return join(message, 'text')
}

/** Joins what the model thought before it answered; empty where its server does not tell. */
export function reasoningOf(message: Pick<ChatMessage, 'parts'>): string {
  return join(message, 'reasoning')
}

function join(message: Pick<ChatMessage, 'parts'>, type: 'text' | 'reasoning'): string {
  let text = ''
  for (const part of message.parts) if (part.type === type) text += part.text
  return text
}

/** How much of an answer is here, to compare two states of the same one: UTF-16 units of all its parts. */
export function textLength(message: ChatMessage): number {
  let length = 0
  for (const part of message.parts) {
    length += 'text' in part ? part.text.length : part.type === 'tool' ? part.args.length : 1
  }
  return length
}
