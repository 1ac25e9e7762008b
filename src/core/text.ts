import type { ChatMessage } from './types.ts'

/** Joins a message's text parts: what a person reads as the answer, or wrote as the question. */
export function textOf(message: ChatMessage): string {
  return join(message, 'text')
}

/** Joins what the model thought before it answered; empty where its server does not tell. */
export function reasoningOf(message: ChatMessage): string {
  return join(message, 'reasoning')
}

function join(message: ChatMessage, type: 'text' | 'reasoning'): string {
  let text = ''
  for (const part of message.parts) if (part.type === type) text += part.text
  return text
}
