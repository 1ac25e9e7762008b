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
  /** What the chat tells the model, unless the API decides that itself. */
  readonly settings: ChatSettings
}

/** OpenAI itself gave up a name that the servers that are compatible with it still have. */
const NEW_OPENAI_NAMES = { ...OPENAI_NAMES, maxTokens: 'max_completion_tokens' }
const RESPONSES_NAMES = { ...OPENAI_NAMES, maxTokens: 'max_output_tokens' }
const OLLAMA_NAMES = { ...OPENAI_NAMES, maxTokens: 'num_predict' }
const GEMINI_NAMES = { temperature: 'temperature', topP: 'topP', maxTokens: 'maxOutputTokens' }

/** How an API is asked: its preset, with what a person chose. */
export function apiOptions(api: ApiName, { settings, ...choice }: ApiChoice): Preset {
  const model = settings.modelOf === api ? (settings.model ?? choice.model) : choice.model
  const system = settings.system === undefined ? {} : { system: settings.system }
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
      return aiSdk({ ...choice, url: choice.baseURL })
    case 'dify':
      return dify(choice)
  }
}

function isOpenAI(baseURL: string): boolean {
  return URL.canParse(baseURL) && new URL(baseURL).hostname === 'api.openai.com'
}
