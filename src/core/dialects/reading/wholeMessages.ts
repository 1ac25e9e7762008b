import { asNumber, asObjects, type JsonObject } from '../../json.ts'

/**
 * Returns the messages of the new answer from a list with the whole chat: those after the last question.
 *
 * @param roleField the field with the author's role
 */
export function answersIn(chat: unknown, roleField: string): readonly JsonObject[] {
  const messages = asObjects(chat)
  const isQuestion = (message: JsonObject) => /^(user|human)$/.test(String(message[roleField]))
  return messages.slice(messages.findLastIndex(isQuestion) + 1)
}

/** Adds up token counts: servers report each model, or each call of a model, separately. */
export function addUpUsage(usages: readonly unknown[]): JsonObject | undefined {
  const sum: Record<string, unknown> = {}
  for (const [name, count] of asObjects(usages).flatMap(Object.entries)) {
    sum[name] = asNumber(count) === undefined ? count : Number(count) + (asNumber(sum[name]) ?? 0)
  }
  return Object.keys(sum).length > 0 ? sum : undefined
}
