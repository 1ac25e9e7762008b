import type { Question } from '../model.ts'

/** Writes a question down. Scenarios that go on for ever have `Infinity` in them, which JSON makes `null`. */
export function writeQuestion(question: Question): string {
  return JSON.stringify(question)
}

/** Reads what `writeQuestion` wrote. */
export function readQuestion(text: string): Question {
  // Nobody else writes there, and nothing else in a question is null.
  return JSON.parse(text, (_, value: unknown) => (value === null ? Infinity : value)) as Question
}
