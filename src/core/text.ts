import type { ChatMessage } from './types.ts'

/** Joins a message's text parts: the text of the answer or the question. */
export function textOf(message: Pick<ChatMessage, 'parts'>): string {
  return joinParts(message, 'text')
}

/** Joins the model's reasoning; returns an empty string if its server does not send it. */
export function reasoningOf(message: Pick<ChatMessage, 'parts'>): string {
  return joinParts(message, 'reasoning')
}

function joinParts(message: Pick<ChatMessage, 'parts'>, type: 'text' | 'reasoning'): string {
  let text = ''
  for (const part of message.parts) if (part.type === type) text += part.text
  return text
}

/**
 * Returns the length of a message in UTF-16 units of all its parts, to compare two states of the same
 * answer.
 */
export function textLength(message: ChatMessage): number {
  let length = message.refusal?.length ?? 0
  for (const part of message.parts) {
    if ('text' in part) length += part.text.length
    else length += part.type === 'tool' ? part.args.length + Number('output' in part) : 1
  }
  return length
}
