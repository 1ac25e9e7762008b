import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import {
  diagnose as diagnoseOptions,
  type Diagnosis,
  type Transport,
  transports,
} from '../../core/index.ts'
import { redirectMode, rejectRedirect } from '../../core/internal.ts'
import type { ChatSettings, Reach, ServerName } from '../../model/index.ts'
import { isOwnServer, isStreamUrl, type Defaults } from './connection.ts'
import { persistedChoice, persistedTexts, withText } from '../settings/persistedRef.ts'
import { useSettings } from '../settings/settings.ts'
import { isInQueryString, wholeChatBody } from './wholeChatBody.ts'
import { APIS, isTextPath, isServerName, readModels, type FileKind } from './apis.ts'
import { changeableDialect } from './changeableDialect.ts'
import { effectiveSettings } from './effectiveSettings.ts'

/** A list of models that takes longer, in milliseconds, is not waited for. */
const LONGEST_WAIT = 10_000

/**
 * Who answers, and how they are asked. What was chosen for each API is kept; keys are held in memory, unless
 * the person wants this device to remember them.
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
  /** Of which keys the person said in this tab whether to remember them. */
  const said = shallowRef<Readonly<Record<string, boolean>>>({})

  const api = computed(() => (name.value === 'endpoint' ? undefined : APIS[name.value]))

  /** What is set for everybody is set for one server. */
  const ofDefault = computed((): Partial<Defaults> =>
    defaults.value.server === name.value ? defaults.value : {},
  )
  const defaultBaseUrl = computed(() => ofDefault.value.baseUrl ?? api.value?.baseURL ?? '')

  /** Setting an empty or impossible address goes back to the default. */
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
   * By which options the chosen API is asked; undefined for an endpoint of one's own.
   *
   * @param told what the model is told beside the messages
   */
  async function readApi(told: ChatSettings = {}) {
    const chosen = name.value
    if (chosen === 'endpoint') return undefined
    const choice = { baseURL: baseUrl.value, model: model.value, apiKey: apiKey.value }
    // Whoever has an endpoint of their own needs none of it.
    const { apiOptions } = await import('./apiOptions.ts')
    return apiOptions(chosen, { ...choice, settings: told })
  }

  const carries = computed((): readonly FileKind[] => api.value?.carries ?? ['text'])

  /** @param own what was set for the chat, read afresh for every request */
  function transportFor(own: () => ChatSettings | undefined): Transport {
    return async function* (asked, context) {
      const told = effectiveSettings(own(), defaults.value)
      const options = await readApi(told)
      const hasFiles = asked.messages.some(({ parts }) => parts.some(({ type }) => type === 'file'))
      const isInWords = hasFiles && carries.value.length === 1
      // Most questions have none.
      const request = isInWords ? (await import('./describedRequest.ts')).inWords(asked) : asked
      if (!options) {
        const { transport } = settings
        // An address has room for the question alone, and takes it from the request.
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

  /** Only the app's own server is known to honor a key. Any other one may run a repeated question again. */
  const idempotencyKey = (): 'auto' | boolean =>
    name.value === 'endpoint' && isOwnServer(settings) ? true : 'auto'

  const dialect = changeableDialect(() => (name.value === 'endpoint' ? pick.value : ''))

  /** The names of the models that the chosen API has. Rejects where it does not tell. */
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
    if (!response.ok) throw new Error(`The list of models: ${response.status}`)
    return readModels(await response.json())
  }

  /** Asks the chosen server a short question, and tells what is wrong with it. */
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
    /** Which files it takes. */
    carries,
    hasModels: computed(() => api.value?.hasModels ?? false),
    /** The address that is asked: a change ends what is being answered. */
    url: computed(() => (name.value === 'endpoint' ? settings.url : baseUrl.value)),
    reach,
    transportFor,
    idempotencyKey,
    dialect,
    listModels,
    diagnose,
  }
})
