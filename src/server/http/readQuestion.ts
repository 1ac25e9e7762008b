import type { ChatBody, ChatTurn, Question } from '../types.ts'
import type { SchemaIssue, StandardSchema } from '../standardSchema.ts'
import { Problem } from './problem.ts'
import { isObject, type JsonObject } from './readJson.ts'
import { lastQuestion, readTurns } from './readTurns.ts'

/** Most issues to quote from a schema. */
const MAX_ISSUES = 5

/** Longest quote of an issue, in characters: it may contain the value that the client sent. */
const MAX_ISSUE_LENGTH = 300

/**
 * Reads a body that the option `body` does not describe: `message` or `messages` with a question, and optional
 * `files`.
 *
 * @throws Problem 400 that says which field is wrong
 */
export function readChatBody(fields: JsonObject): ChatBody {
  const { message, messages, files } = fields
  if (message !== undefined && typeof message !== 'string') {
    throw new Problem(400, '"message" must be a string.')
  }
  const turns = messages === undefined ? undefined : readTurns(messages)
  if (messages !== undefined && !turns) {
    throw new Problem(400, '"messages" must be an array of { "role": …, "content": … }.')
  }
  if (files !== undefined && !(Array.isArray(files) && files.every(isFile))) {
    throw new Problem(400, '"files" must be an array of { "mediaType": …, "url": … }.')
  }
  const text = message ?? lastQuestion(turns ?? [])
  if (text.trim() === '' && !(Array.isArray(files) && files.length > 0)) {
    throw new Problem(
      400,
      'Send a question in "message", or "messages" with a question of the user.',
    )
  }
  return { ...fields, message: text } as ChatBody
}

function isFile(file: unknown): boolean {
  return (
    isObject(file) &&
    typeof file['mediaType'] === 'string' &&
    typeof file['url'] === 'string' &&
    (file['name'] === undefined || typeof file['name'] === 'string')
  )
}

/**
 * Validates a body by a schema.
 *
 * @throws Problem 400 that quotes the schema's messages
 */
export async function validateBody<Body>(
  fields: JsonObject,
  schema: StandardSchema<Body>,
): Promise<Body> {
  const result = await schema['~standard'].validate(fields)
  if (!result.issues) return result.value
  const issues = result.issues.slice(0, MAX_ISSUES).map(explain)
  throw new Problem(400, `The body is invalid. ${issues.join(' ')}`)
}

function explain({ message, path = [] }: SchemaIssue): string {
  const place = path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.')
  return (place === '' ? message : `${place}: ${message}`).slice(0, MAX_ISSUE_LENGTH)
}

/** Builds the question of a stored body. */
export function toQuestion<Owner, Body>(body: Body, owner: Owner): Question<Owner, Body> {
  const { message, messages }: JsonObject = isObject(body) ? body : {}
  const turns = Array.isArray(messages) ? (messages as readonly ChatTurn[]) : undefined
  const text = typeof message === 'string' ? message : lastQuestion(readTurns(turns) ?? [])
  return { message: text, messages: turns ?? [{ role: 'user', content: text }], body, owner }
}
