import type { ConfigProblem } from '../../components/index.ts'
import { isObject } from '../../core/internal.ts'
import {
  APIS,
  type Defaults,
  isApiName,
  isParameter,
  isServerName,
  isStreamUrl,
  isTextPath,
  isTransportName,
} from '../../stores/index.ts'
import type { DeployerConfig } from './deployerConfig.ts'

/** Names of fields, and of what stands in the query of an address, that hold secrets. */
const SECRET_NAME = /key|token|secret|passw|auth|credential|cookie|headers?$/i
/** How the keys of well-known services begin. */
const SECRET_TEXT = /^\s*(sk-|AIza|Bearer\s|app-)/
/** Nobody reads more of a wrong value, in UTF-16 units. */
const LONGEST_FOUND = 60

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

interface Field {
  readonly isRight: (value: unknown, others: Readonly<Record<string, unknown>>) => boolean
  /** The key of the words for what it has to be. */
  readonly expected: string
}

const FIELDS: Readonly<Record<keyof Defaults, Field>> = {
  name: { isRight: isText, expected: 'text' },
  url: { isRight: isStreamUrl, expected: 'address' },
  transport: { isRight: isTransportName, expected: 'transport' },
  pick: { isRight: isTextPath, expected: 'place' },
  server: { isRight: isServerName, expected: 'server' },
  baseUrl: {
    isRight: (value, { server }) => isStreamUrl(value) && isApiName(server),
    expected: 'apiAddress',
  },
  model: {
    isRight: (value, { server }) => isText(value) && isApiName(server) && APIS[server].hasModels,
    expected: 'model',
  },
  system: { isRight: isText, expected: 'text' },
  temperature: { isRight: (value) => isParameter('temperature', value), expected: 'temperature' },
  topP: { isRight: (value) => isParameter('topP', value), expected: 'topP' },
  maxTokens: { isRight: (value) => isParameter('maxTokens', value), expected: 'maxTokens' },
}

/** Keeps the fields that are right, and names the others. Never a key: everybody who opens the page has its file. */
export function readDeployerConfig(value: unknown): DeployerConfig {
  if (!isObject(value)) return { defaults: {}, problems: [{ kind: 'no-object' }] }
  const right: [string, unknown][] = []
  const problems: ConfigProblem[] = []
  for (const [field, found] of Object.entries(value)) {
    const known = isField(field) ? FIELDS[field] : undefined
    if (isSecret(field, found, known !== undefined)) problems.push({ kind: 'secret', field })
    else if (!known) problems.push({ kind: 'unknown', field })
    else if (known.isRight(found, value)) right.push([field, trimmed(found)])
    else problems.push({ kind: 'wrong', field, found: inShort(found), expected: known.expected })
  }
  // Each of them was looked at.
  return { defaults: Object.fromEntries(right) as Partial<Defaults>, problems }
}

function isField(name: string): name is keyof Defaults {
  return Object.hasOwn(FIELDS, name)
}

function isSecret(field: string, value: unknown, isKnown: boolean): boolean {
  if (!isKnown && SECRET_NAME.test(field)) return true
  if (typeof value !== 'string') return false
  return SECRET_TEXT.test(value) || hasSecretInQuery(value)
}

function hasSecretInQuery(text: string): boolean {
  const [, query = ''] = /^\S*\?(\S*)$/.exec(text) ?? []
  return [...new URLSearchParams(query).keys()].some((name) => SECRET_NAME.test(name))
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

function inShort(value: unknown): string {
  const found = JSON.stringify(value)
  return found.length > LONGEST_FOUND ? `${found.slice(0, LONGEST_FOUND)}…` : found
}
