import * as v from 'valibot'
import { isObject, parseObject } from '../../core/internal.ts'
import type { FileProblem, FileRefusal } from '../../model/index.ts'
import { chatSchema } from './chatSchema.ts'
import { FORMAT, MOST_CHATS, VERSION } from './format.ts'
import type { TransferredChat } from './transferredChat.ts'

export type ChatFileReading =
  | { readonly refusal: FileRefusal }
  | {
      readonly refusal?: undefined
      readonly chats: readonly TransferredChat[]
      /** How many chats were left out because a field is invalid: a partial chat would be misleading. */
      readonly leftOut: number
      /** The first problems found. */
      readonly problems: readonly FileProblem[]
    }

/** Most problems to report: users do not read more. */
const MOST_PROBLEMS = 10
const LONGEST_FOUND = 40

/** Parses the text of a file of chats and checks it field by field. It never throws. */
export function readChatFile(text: string): ChatFileReading {
  const file = parseObject(text)
  if (!file) return { refusal: 'not-json' }
  const { format, version, chats: values } = file
  if (format !== FORMAT || !Array.isArray(values)) return { refusal: 'other-format' }
  if (version !== VERSION) {
    const isNewer = typeof version === 'number' && version > VERSION
    return { refusal: isNewer ? 'newer-version' : 'other-format' }
  }
  if (values.length > MOST_CHATS) return { refusal: 'too-many' }

  const chats: TransferredChat[] = []
  const problems: FileProblem[] = []
  const ids = new Set<string>()
  let leftOut = 0
  for (const [index, value] of values.entries()) {
    const result = v.safeParse(chatSchema, value)
    if (result.success && !ids.has(result.output.id)) {
      ids.add(result.output.id)
      chats.push(result.output)
      continue
    }
    leftOut += 1
    const found = result.success
      ? [{ path: `chats[${index}].id`, expected: 'ids that differ', found: result.output.id }]
      : result.issues.map((issue) => toProblem(index, issue))
    problems.push(...found.slice(0, MOST_PROBLEMS - problems.length))
  }
  return { chats, leftOut, problems }
}

function toProblem(index: number, issue: v.BaseIssue<unknown>): FileProblem {
  const keys = issue.path?.map(({ key }) => key) ?? []
  const path = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
  return {
    path: `chats[${index}]${path.join('')}`,
    // For a missing field, valibot gives the field's own name as expected, which does not help the user.
    expected: issue.received === 'undefined' ? 'required' : (issue.expected ?? issue.message),
    found: describeFound(issue),
  }
}

/** Returns what was found, shortened: it may be a text of any length. */
function describeFound({ received, input }: v.BaseIssue<unknown>): string {
  const found = isObject(input) ? 'Object' : received
  return found.length > LONGEST_FOUND ? `${found.slice(0, LONGEST_FOUND)}…` : found
}
