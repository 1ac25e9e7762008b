import { ChatStreamError, type ChatStreamErrorKind } from '../errors.ts'
import { validate, type SchemaIssue, type StandardSchema } from '../schema.ts'
import type { ToolSchema } from './toolSet.ts'

/** How much of an error the model gets, in characters. */
const MAX_ERROR = 2000

/** How many issues of wrong arguments the model gets. */
const MAX_ISSUES = 10

/** Returns the schema that validates the arguments of a tool. */
export function validatorOf(input: ToolSchema): StandardSchema {
  return '~standard' in input ? input : input.schema
}

/** Returns what was thrown as text for the model. */
export function errorText(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return (text || 'The tool failed.').slice(0, MAX_ERROR)
}

/** Parses arguments. A model sends nothing for a tool without arguments. */
export function parseInput(args: string): unknown {
  return args.trim() === '' ? {} : JSON.parse(args)
}

/**
 * Parses and validates the arguments of a call.
 *
 * @returns them as the schema returns them
 * @throws {Error} with a message for the model, if they are not JSON or do not match the schema
 */
export async function readInput(schema: StandardSchema, args: string): Promise<unknown> {
  let value: unknown
  try {
    value = parseInput(args)
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : ''
    throw new Error(
      `The arguments are not valid JSON: ${text}. They began with ${args.slice(0, 200)}`,
    )
  }
  const result = await validate(schema, value)
  if (!result.issues) return result.value
  throw new Error(`The arguments do not match the schema: ${issuesText(result.issues)}`)
}

/**
 * Returns the result of a tool as plain data: it is stored, and sent to the model.
 *
 * @throws {Error} if JSON cannot represent it, or it does not match the schema
 */
export async function toPlainOutput(
  schema: StandardSchema | undefined,
  output: unknown,
  kind?: ChatStreamErrorKind,
): Promise<unknown> {
  const result = schema ? await validate(schema, output) : undefined
  if (result?.issues) {
    const message = `The result does not match the schema: ${issuesText(result.issues)}`
    throw kind ? new ChatStreamError(kind, message) : new Error(message)
  }
  // JSON has no `undefined`: `null` is the result of a tool that returns nothing.
  return JSON.parse(JSON.stringify(output ?? null) ?? 'null')
}

function issuesText(issues: readonly SchemaIssue[]): string {
  return issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
    .slice(0, MAX_ERROR)
}
