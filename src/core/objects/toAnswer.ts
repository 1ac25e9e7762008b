import { ChatStreamError, toChatStreamError } from '../errors.ts'
import { reachedLengthLimit } from '../lengthLimit.ts'
import type { PartialJson } from '../partialJson/createPartialJson.ts'
import { validate, type SchemaOutput, type StandardSchema } from '../schema.ts'
import type { ChatMessage } from '../types.ts'
import type { ObjectAnswer } from './objectTypes.ts'

/**
 * Decides how the answer with an object ended. An object is complete only if the server proved the end of the answer,
 * its JSON is whole, and it matches the schema.
 *
 * | observed                                | outcome                 | error               |
 * | --------------------------------------- | ----------------------- | ------------------- |
 * | the answer is not complete              | as that of the answer   | as that of the answer |
 * | the model refused                       | refused                 | server              |
 * | the text ends before its JSON           | truncated               | incomplete          |
 * | the text is not JSON                    | failed                  | parse               |
 * | the object does not match the schema    | failed                  | validation          |
 * | it does                                 | complete                | none                |
 */
export async function toAnswer<Schema extends StandardSchema>(
  schema: Schema,
  message: ChatMessage,
  json: PartialJson,
): Promise<ObjectAnswer<Schema>> {
  const { outcome = 'failed' } = message
  json.end(outcome !== 'complete')
  const end = (ending: 'truncated' | 'failed' | 'refused' | 'stopped', error?: ChatStreamError) => {
    // The schema describes the type of the object, but did not accept it.
    const object = json.value as (ObjectAnswer<Schema> & { outcome: 'failed' })['object']
    return { outcome: ending, object, error, message }
  }
  if (outcome === 'refused') {
    const reason = message.refusal ? `: ${message.refusal}` : '.'
    return end(outcome, new ChatStreamError('server', `The model refused to answer${reason}`))
  }
  if (outcome !== 'complete') {
    return end(outcome, message.error && toChatStreamError(message.error))
  }
  const { isComplete, problem } = json
  if (problem) {
    return end('failed', new ChatStreamError('parse', `The answer is not valid JSON: ${problem}.`))
  }
  if (!isComplete) {
    const why = reachedLengthLimit(message) ? ': it reached the length limit' : ''
    const what = json.value === undefined ? 'contains no JSON' : `ended before its JSON did${why}`
    return end('truncated', new ChatStreamError('incomplete', `The answer ${what}.`))
  }
  try {
    const result = await validate(schema, json.value)
    if (!result.issues) {
      return { outcome, object: result.value as SchemaOutput<Schema>, error: undefined, message }
    }
    const { issues } = result
    const [{ path, message: first } = { path: [], message: 'no reason given' }] = issues
    const where = path.length > 0 ? ` at \`${path.join('.')}\`` : ''
    const text = `The object does not match the schema${where}: ${first}`
    return end('failed', new ChatStreamError('validation', text, { issues }))
  } catch (cause) {
    const text = `The schema failed to validate the object: ${String(cause)}`
    return end('failed', new ChatStreamError('validation', text, { cause }))
  }
}
