import {
  aiSdk,
  anthropic,
  dify,
  gemini,
  type ModelOptions,
  ollama,
  openAI,
  openAIResponses,
  type Preset,
} from '../../core/index.ts'
import type { ApiName, ChatSettings } from '../../model/index.ts'
import { namedParameters, OPENAI_NAMES } from './namedParameters.ts'

interface ApiChoice extends Pick<ModelOptions, 'model' | 'apiKey'> {
  readonly baseURL: string
  /** Settings of the chat, ignored for APIs that have their own. */
  readonly settings: ChatSettings
}

/** OpenAI has replaced `max_tokens`, which the servers compatible with it still use. */
const NEW_OPENAI_NAMES = { ...OPENAI_NAMES, maxTokens: 'max_completion_tokens' }
const RESPONSES_NAMES = { ...OPENAI_NAMES, maxTokens: 'max_output_tokens' }
const OLLAMA_NAMES = { ...OPENAI_NAMES, maxTokens: 'num_predict' }
const GEMINI_NAMES = { temperature: 'temperature', topP: 'topP', maxTokens: 'maxOutputTokens' }

/** Returns the preset of an API with the user's choices applied. */
export function apiOptions(api: ApiName, { settings, ...choice }: ApiChoice): Preset {
  const model = settings.modelOf === api ? (settings.model ?? choice.model) : choice.model
  const system = settings.system === undefined ? {} : { system: settings.system }
  // The endpoint of these chooses the model.
  const { baseURL, apiKey } = choice
  const key = apiKey === undefined ? {} : { apiKey }
  const options = (names = OPENAI_NAMES) => {
    const parameters = namedParameters(settings, names)
    const isAny = Object.keys(parameters).length > 0
    return { ...choice, ...system, model, ...(isAny ? { parameters } : {}) }
  }
  switch (api) {
    case 'openai':
      return openAI(options(isOpenAI(choice.baseURL) ? NEW_OPENAI_NAMES : OPENAI_NAMES))
    case 'openai-responses':
      return openAIResponses(options(RESPONSES_NAMES))
    case 'ollama':
      return ollama(options(OLLAMA_NAMES))
    case 'anthropic':
      return anthropic(options())
    case 'gemini':
      return gemini(options(GEMINI_NAMES))
    case 'ai-sdk':
      return aiSdk({ ...key, url: baseURL })
    case 'dify':
      return dify({ ...key, baseURL })
  }
}

/** The command `vue-chat-stream` serves OpenAI at a path that begins with its host. */
function isOpenAI(baseURL: string): boolean {
  return /^(?:https?:\/|\/proxy)\/api\.openai\.com(?=[:/]|$)/i.test(baseURL.trim())
}
