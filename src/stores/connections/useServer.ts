import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import {
  diagnose as diagnoseOptions,
  type Diagnosis,
  type Transport,
  transports,
} from '../../core/index.ts'
import {
  isLocalServer,
  MODEL_LOADING_TIMEOUT,
  redirectMode,
  rejectRedirect,
} from '../../core/internal.ts'
import type { ChatSettings, Reach, SentFileKind, ServerName } from '../../model/index.ts'
import { isOwnServer, isStreamUrl, type Defaults } from './connection.ts'
import { persistedChoice, persistedTexts, withText } from '../settings/persistedRef.ts'
import { useSettings } from '../settings/settings.ts'
import { isInQueryString, wholeChatBody } from './wholeChatBody.ts'
import { APIS, isTextPath, isServerName, readModels } from './apis.ts'
import { changeableDialect } from './changeableDialect.ts'
import { effectiveSettings } from './effectiveSettings.ts'

/** Timeout for the list of models, in milliseconds. */
const LONGEST_WAIT = 10_000

/**
 * The selected server and how requests are sent to it. Choices are stored per API. API keys are held in memory,
 * unless the user wants this device to remember them.
 */
export const useServer = defineStore('server', () => {
  const settings = useSettings()
  const defaults = computed(() => settings.defaults)
  const name = persistedChoice<ServerName>(
    'server',
    () => defaults.value.server ?? 'endpoint',
    isServerName,
  )
  const pick = persistedChoice<string>('pick', () => defaults.value.pick ?? '', isTextPath)
  const addresses = persistedTexts('apiAddresses')
  const models = persistedTexts('apiModels')
  const keptKeys = persistedTexts('apiKeys')
  const keys = shallowRef(keptKeys.value)
  /** Choices made in this tab whether to remember an API key, by server. */
  const said = shallowRef<Readonly<Record<string, boolean>>>({})

  const api = computed(() => (name.value === 'endpoint' ? undefined : APIS[name.value]))

  /** The deployer's defaults, which apply only to the deployer's server. */
  const ofDefault = computed((): Partial<Defaults> =>
    defaults.value.server === name.value ? defaults.value : {},
  )
  const defaultBaseUrl = computed(() => ofDefault.value.baseUrl ?? api.value?.baseURL ?? '')

  /** Setting an empty or invalid URL restores the default. */
  const baseUrl = computed({
    get: () => addresses.value[name.value] ?? defaultBaseUrl.value,
    set: (value) => {
      const isChoice = isStreamUrl(value) && value.trim() !== defaultBaseUrl.value
      addresses.value = withText(addresses.value, name.value, isChoice ? value.trim() : '')
    },
  })
  const model = computed({
    get: () => models.value[name.value] ?? ofDefault.value.model ?? '',
    set: (value) => {
      const isChoice = value !== ofDefault.value.model
      models.value = withText(models.value, name.value, isChoice ? value : '')
    },
  })
  const isKeyRemembered = computed({
    get: () => said.value[name.value] ?? name.value in keptKeys.value,
    set: (value) => {
      said.value = { ...said.value, [name.value]: value }
      keptKeys.value = withText(keptKeys.value, name.value, value ? apiKey.value : '')
    },
  })
  const apiKey = computed({
    get: () => keys.value[name.value] ?? '',
    set: (value) => {
      keys.value = withText(keys.value, name.value, value)
      if (isKeyRemembered.value) keptKeys.value = withText(keptKeys.value, name.value, value)
    },
  })

  const reach = computed((): Reach => {
    if (api.value) return api.value.hasModels ? 'model' : 'decided'
    return isInQueryString(settings.transport) ? 'nowhere' : 'endpoint'
  })

  /**
   * Returns the options of the selected API; undefined for a custom endpoint.
   *
   * @param told - settings to send to the model along with the messages
   */
  async function readApi(told: ChatSettings = {}) {
    const chosen = name.value
    if (chosen === 'endpoint') return undefined
    const choice = { baseURL: baseUrl.value, model: model.value, apiKey: apiKey.value }
    // Loaded only if needed: a custom endpoint uses none of it.
    const { apiOptions } = await import('./apiOptions.ts')
    return apiOptions(chosen, { ...choice, settings: told })
  }

  const carries = computed((): readonly SentFileKind[] => api.value?.carries ?? ['text'])

  /**
   * Returns the transport that sends a chat's questions to the selected server.
   *
   * @param own - returns the settings of the chat; called again for every request
   */
  function transportFor(own: () => ChatSettings | undefined): Transport {
    return async function* (asked, context) {
      const told = effectiveSettings(own(), defaults.value)
      const options = await readApi(told)
      const hasFiles = asked.messages.some(({ parts }) => parts.some(({ type }) => type === 'file'))
      const isInWords = hasFiles && carries.value.length === 1
      // Loaded only if needed: most questions have no files.
      const request = isInWords ? (await import('./describedRequest.ts')).inWords(asked) : asked
      if (!options) {
        const { transport } = settings
        // A query string only has room for the question, which the transport takes from the request.
        const body = () => (isInQueryString(transport) ? {} : wholeChatBody(request, told))
        return yield* transports[transport](request, { ...context, body })
      }
      const { url, headers, secretHeaders = [], body } = options
      yield* transports.post(request, {
        ...context,
        url,
        secretHeaders,
        headers: async () => new Headers(await headers()),
        body: () => body(request),
      })
    }
  }

  /**
   * Only the app's own server is known to honor an idempotency key. Any other server may run a repeated
   * question again.
   */
  const idempotencyKey = (): 'auto' | boolean =>
    name.value === 'endpoint' && isOwnServer(settings) ? true : 'auto'

  /** Whether the server may have to load the model before it responds. */
  const loadsModel = computed(() => {
    const isModelServer = name.value === 'openai' || name.value === 'openai-responses'
    return name.value === 'ollama' || (isModelServer && isLocalServer(baseUrl.value))
  })
  const connectTimeout = () => (loadsModel.value ? MODEL_LOADING_TIMEOUT : undefined)

  const dialect = changeableDialect(() => (name.value === 'endpoint' ? pick.value : ''))

  /**
   * Returns the names of the models that the selected API offers; none if it has no list. Rejects if the
   * request fails.
   */
  async function listModels(): Promise<readonly string[]> {
    const options = await readApi()
    const path = api.value?.modelsPath
    if (!options || !path) return []
    const headers = new Headers(await options.headers())
    const address = new URL(`${baseUrl.value.replace(/\/+$/, '')}/${path}`, location.href)
    const response = await fetch(address, {
      headers,
      redirect: redirectMode(headers, options.secretHeaders),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    })
    rejectRedirect(response, address)
    if (!response.ok)
      throw new Error(
        `Cannot list the models: GET ${address} returned ${response.status}. Check the URL and the API key.`,
      )
    return readModels(await response.json())
  }

  /** Sends a short question to the selected server, and reports any problem with the connection. */
  async function diagnose(signal: AbortSignal): Promise<Diagnosis> {
    const options = (await readApi()) ?? { url: settings.url, transport: settings.transport }
    return diagnoseOptions({ ...options, dialect }, { signal })
  }

  return {
    name,
    pick,
    baseUrl,
    model,
    apiKey,
    isKeyRemembered,
    /** Kinds of files that the server accepts. */
    carries,
    hasModels: computed(() => api.value?.hasModels ?? false),
    /** URL of the selected server. A change ends the answers that are streaming. */
    url: computed(() => (name.value === 'endpoint' ? settings.url : baseUrl.value)),
    reach,
    transportFor,
    idempotencyKey,
    loadsModel,
    connectTimeout,
    dialect,
    listModels,
    diagnose,
  }
})
