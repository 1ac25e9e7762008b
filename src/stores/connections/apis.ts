import { asObjects, asText, isObject, type JsonObject } from '../../core/internal.ts'
import type { ApiName, SentFileKind, ServerName } from '../../model/index.ts'

export interface Api {
  /** URL of the API, unless the user or the deployer sets another one. */
  readonly baseURL: string
  /** Whether the user chooses the model; otherwise the endpoint does. */
  readonly hasModels: boolean
  /** Path of the list of models, relative to the base URL; undefined if the API has no such list. */
  readonly modelsPath?: string
  /**
   * Kinds of files that the API accepts in the form in which its preset sends them. Custom endpoints accept
   * nothing but text.
   */
  readonly carries: readonly SentFileKind[]
}

const TEXT = ['text'] as const
const IMAGES = [...TEXT, 'image'] as const
const ALL = [...IMAGES, 'pdf'] as const

export const APIS: Readonly<Record<ApiName, Api>> = {
  openai: {
    baseURL: 'http://localhost:8000/v1',
    hasModels: true,
    modelsPath: 'models',
    carries: ALL,
  },
  'openai-responses': {
    baseURL: 'https://api.openai.com/v1',
    hasModels: true,
    modelsPath: 'models',
    carries: ALL,
  },
  ollama: {
    baseURL: 'http://localhost:11434',
    hasModels: true,
    modelsPath: 'api/tags',
    carries: IMAGES,
  },
  // These two list only 20 and 50 models, unless the query string asks for more.
  anthropic: {
    baseURL: 'https://api.anthropic.com/v1',
    hasModels: true,
    modelsPath: 'models?limit=1000',
    carries: ALL,
  },
  gemini: {
    baseURL: 'https://generativelanguage.googleapis.com/v1beta',
    hasModels: true,
    modelsPath: 'models?pageSize=1000',
    carries: ALL,
  },
  'ai-sdk': { baseURL: '/api/chat', hasModels: false, carries: ALL },
  // Images would have to be uploaded to it first.
  dify: { baseURL: 'https://api.dify.ai/v1', hasModels: false, carries: TEXT },
}

export function isApiName(value: unknown): value is ApiName {
  return typeof value === 'string' && Object.hasOwn(APIS, value)
}

export function isServerName(value: unknown): value is ServerName {
  return value === 'endpoint' || isApiName(value)
}

/** Returns whether a value is a path in an event: names and indexes separated by dots, or an empty string. */
export function isTextPath(value: unknown): value is string {
  return typeof value === 'string' && /^([^.\s]+(\.[^.\s]+)*)?$/.test(value)
}

/** Returns the names of the models in a server's list, in any of the shapes that the APIs use. */
export function readModels(list: unknown): readonly string[] {
  const { data, models } = isObject(list) ? list : {}
  const names = [...asObjects(data), ...asObjects(models)]
    .filter(canAnswer)
    .map(({ id, name }) => asText(id) ?? asText(name))
  // Gemini prefixes each name with a path segment of its URL.
  return names.filter((name) => name !== undefined).map((name) => name.replace(/^models\//, ''))
}

/** Gemini lists the methods that each model supports. Some models cannot generate text. */
function canAnswer({ supportedGenerationMethods: methods }: JsonObject): boolean {
  return !Array.isArray(methods) || methods.includes('generateContent')
}
