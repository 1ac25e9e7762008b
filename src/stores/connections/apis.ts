import type { FilePart } from '../../core/index.ts'
import { asObjects, asText, isObject, type JsonObject } from '../../core/internal.ts'
import type { ApiName, ServerName } from '../../model/index.ts'

/** What a file is to a server. Text goes to any: as a file of its own, or in the question's words. */
export type FileKind = 'text' | 'image' | 'pdf'

export interface Api {
  /** Where it is unless somebody says otherwise. */
  readonly baseURL: string
  /** Whether the person says which model is to answer: of the others the endpoint says so. */
  readonly hasModels: boolean
  /** Where its models are listed, below its address; undefined where it does not tell. */
  readonly modelsPath?: string
  /** Which files it takes, as its preset sends them; those of an endpoint of one's own are text alone. */
  readonly carries: readonly FileKind[]
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
  // These two tell 20 and 50 of them, unless they are asked for more.
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
  // Pictures would have to be uploaded to it first.
  dify: { baseURL: 'https://api.dify.ai/v1', hasModels: false, carries: TEXT },
}

/** What a file is, by its media type. */
export function kindOf({ mediaType }: Pick<FilePart, 'mediaType'>): FileKind {
  if (/^image\/(png|jpeg|webp|gif)$/.test(mediaType)) return 'image'
  return mediaType === 'application/pdf' ? 'pdf' : 'text'
}

export function isApiName(value: unknown): value is ApiName {
  return typeof value === 'string' && Object.hasOwn(APIS, value)
}

export function isServerName(value: unknown): value is ServerName {
  return value === 'endpoint' || isApiName(value)
}

/** Whether a text is a place in an event: names and indexes with dots between them, or none. */
export function isTextPath(value: unknown): value is string {
  return typeof value === 'string' && /^([^.\s]+(\.[^.\s]+)*)?$/.test(value)
}

/** The names of models in a server's list, whichever of the APIs' shapes it has. */
export function readModels(list: unknown): readonly string[] {
  const { data, models } = isObject(list) ? list : {}
  const names = [...asObjects(data), ...asObjects(models)]
    .filter(canAnswer)
    .map(({ id, name }) => asText(id) ?? asText(name))
  // Gemini's names have the path of its address before them.
  return names.filter((name) => name !== undefined).map((name) => name.replace(/^models\//, ''))
}

/** Gemini tells what each is good for: with some of them nobody can talk. */
function canAnswer({ supportedGenerationMethods: methods }: JsonObject): boolean {
  return !Array.isArray(methods) || methods.includes('generateContent')
}
