import {
  aiSdk,
  anthropic,
  dify,
  gemini,
  ollama,
  openAI,
  openAIResponses,
  type ModelOptions,
  type Preset,
} from '../../core/presets/index.ts'
import type { ApiName } from './apis.ts'

/** How an API is asked: its preset, with what a person chose. */
export function apiOptions(api: ApiName, options: ModelOptions & { baseURL: string }): Preset {
  switch (api) {
    case 'openai':
      return openAI(options)
    case 'openai-responses':
      return openAIResponses(options)
    case 'ollama':
      return ollama(options)
    case 'anthropic':
      return anthropic(options)
    case 'gemini':
      return gemini(options)
    case 'ai-sdk':
      return aiSdk({ ...options, url: options.baseURL })
    case 'dify':
      return dify(options)
  }
}
