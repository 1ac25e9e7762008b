import type { ChatMessage } from '../../../src/core/index.ts'
import { writeDocument } from '../document.ts'

const QUESTION_LENGTH = 200
const ANSWER_LENGTH = 3800

/** Writes a chat with this many turns of 4,000 characters each. */
export function writeChat(turns: number): ChatMessage[] {
  return Array.from({ length: turns }, (_, turn): ChatMessage[] => [
    {
      id: `question-${turn}`,
      role: 'user',
      parts: [{ type: 'text', text: writeDocument(QUESTION_LENGTH, turn) }],
      createdAt: turn,
    },
    {
      id: `answer-${turn}`,
      role: 'assistant',
      parts: [{ type: 'text', text: writeDocument(ANSWER_LENGTH, turn) }],
      createdAt: turn,
      outcome: 'complete',
    },
  ]).flat()
}
