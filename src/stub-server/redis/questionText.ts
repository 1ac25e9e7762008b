import type { Question } from '../model.ts'

/** Serializes a question. An endless scenario contains `Infinity`, which JSON turns into `null`. */
export function writeQuestion(question: Question): string {
  return JSON.stringify(question)
}

/** Parses the output of `writeQuestion`. */
export function readQuestion(text: string): Question {
  // Only `writeQuestion` writes this text, and a question contains no other null.
  return JSON.parse(text, (_, value: unknown) => (value === null ? Infinity : value)) as Question
}
