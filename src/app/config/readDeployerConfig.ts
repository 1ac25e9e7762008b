import type { ConfigProblem } from '../../components/index.ts'
import { isObject } from '../../core/internal.ts'
import { isParameter } from '../../model/index.ts'
import {
  APIS,
  type Defaults,
  isApiName,
  isServerName,
  isStreamUrl,
  isTextPath,
  isTransportName,
} from '../../stores/index.ts'
import type { DeployerConfig } from './deployerConfig.ts'

/** Names of fields and of query parameters that hold secrets. */
const SECRET_NAME = /key|token|secret|passw|auth|credential|cookie|headers?$/i
/** Prefixes of the API keys of well-known services. */
const SECRET_TEXT = /^\s*(sk-|AIza|Bearer\s|app-)/
/** A problem quotes at most this much of an invalid value, in UTF-16 units. */
const MAX_FOUND_LENGTH = 60

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

interface Field {
  readonly isValid: (value: unknown, others: Readonly<Record<string, unknown>>) => boolean
  /** The key below `config.expected` of the text that describes a valid value. */
  readonly expected: string
}

const FIELDS: Readonly<Record<keyof Defaults, Field>> = {
  name: { isValid: isText, expected: 'text' },
  url: { isValid: isStreamUrl, expected: 'address' },
  transport: { isValid: isTransportName, expected: 'transport' },
  pick: { isValid: isTextPath, expected: 'place' },
  server: { isValid: isServerName, expected: 'server' },
  baseUrl: {
    isValid: (value, { server }) => isStreamUrl(value) && isApiName(server),
    expected: 'apiAddress',
  },
  model: {
    isValid: (value, { server }) => isText(value) && isApiName(server) && APIS[server].hasModels,
    expected: 'model',
  },
  system: { isValid: isText, expected: 'text' },
  temperature: { isValid: (value) => isParameter('temperature', value), expected: 'temperature' },
  topP: { isValid: (value) => isParameter('topP', value), expected: 'topP' },
  maxTokens: { isValid: (value) => isParameter('maxTokens', value), expected: 'maxTokens' },
}

/**
 * Keeps the valid fields, and reports the others. Never accepts a secret: everyone who opens the page can read the
 * file.
 */
export function readDeployerConfig(value: unknown): DeployerConfig {
  if (!isObject(value)) return { defaults: {}, problems: [{ kind: 'no-object' }] }
  const valid: [string, unknown][] = []
  const problems: ConfigProblem[] = []
  for (const [field, found] of Object.entries(value)) {
    const rule = isField(field) ? FIELDS[field] : undefined
    if (isSecret(field, found, rule !== undefined)) problems.push({ kind: 'secret', field })
    else if (!rule) problems.push({ kind: 'unknown', field })
    else if (rule.isValid(found, value)) valid.push([field, trimText(found)])
    else problems.push({ kind: 'wrong', field, found: shorten(found), expected: rule.expected })
  }
  // Safe: each field was checked.
  return { defaults: Object.fromEntries(valid) as Partial<Defaults>, problems }
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

function trimText(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value
}

function shorten(value: unknown): string {
  const json = JSON.stringify(value)
  return json.length > MAX_FOUND_LENGTH ? `${json.slice(0, MAX_FOUND_LENGTH)}…` : json
}
