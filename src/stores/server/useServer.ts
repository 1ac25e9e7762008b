import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import {
  diagnose as diagnoseOptions,
  transports,
  type Diagnosis,
  type Transport,
} from '../../core/index.ts'
import { isStreamUrl } from '../connection.ts'
import { kept, keptTexts, withText } from '../kept.ts'
import { useSettings } from '../settings.ts'
import { isInAddress, wholeConversation } from '../wholeConversation.ts'
import { APIS, isApiName, readModels, type ApiName, type FileKind } from './apis.ts'
import { changeableDialect } from './changeableDialect.ts'

/** Who answers: an endpoint of one's own, as the settings have it, or a well-known API. */
export type ServerName = 'endpoint' | ApiName

const isServerName = (text: string) => text === 'endpoint' || isApiName(text)
/** Names and indexes with dots between them. */
const isPath = (text: string) => text === '' || /^[^.\s]+(\.[^.\s]+)*$/.test(text)

/** A list of models that takes longer, in milliseconds, is not waited for. */
const LONGEST_WAIT = 10_000

/**
 * Who answers, and how they are asked. What was chosen for each API is kept; keys are held in memory, unless
 * the person wants this device to remember them.
 */
export const useServer = defineStore('server', () => {
  const settings = useSettings()
  const name = kept<ServerName>('server', 'endpoint', isServerName)
  const pick = kept<string>('pick', '', isPath)
  const addresses = keptTexts('apiAddresses')
  const models = keptTexts('apiModels')
  const keptKeys = keptTexts('apiKeys')
  const keys = shallowRef(keptKeys.value)
  /** Of which keys the person said in this tab whether to remember them. */
  const said = shallowRef<Readonly<Record<string, boolean>>>({})

  const api = computed(() => (name.value === 'endpoint' ? undefined : APIS[name.value]))

  /** Setting an empty or impossible address goes back to the default. */
  const baseUrl = computed({
    get: () => addresses.value[name.value] ?? api.value?.baseURL ?? '',
    set: (value) => {
      const isChoice = isStreamUrl(value) && value.trim() !== api.value?.baseURL
      addresses.value = withText(addresses.value, name.value, isChoice ? value.trim() : '')
    },
  })
  const model = computed({
    get: () => models.value[name.value] ?? '',
    set: (value) => (models.value = withText(models.value, name.value, value)),
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

  /** By which options the chosen API is asked; undefined for an endpoint of one's own. */
  async function readApi() {
    const chosen = name.value
    if (chosen === 'endpoint') return undefined
    const options = { baseURL: baseUrl.value, model: model.value, apiKey: apiKey.value }
    // Whoever has an endpoint of their own needs none of it.
    const { apiOptions } = await import('./apiOptions.ts')
    return apiOptions(chosen, options)
  }

  const carries = computed((): readonly FileKind[] => api.value?.carries ?? ['text'])

  const transport: Transport = async function* (asked, context) {
    const options = await readApi()
    const hasFiles = asked.messages.some(({ parts }) => parts.some(({ type }) => type === 'file'))
    const isInWords = hasFiles && carries.value.length === 1
    // Most questions have none.
    const request = isInWords ? (await import('./inWords.ts')).inWords(asked) : asked
    if (!options) {
      const { transport } = settings
      // An address has room for the question alone, and takes it from the request.
      const body = () => (isInAddress(transport) ? {} : wholeConversation(request))
      return yield* transports[transport](request, { ...context, body })
    }
    const { url, headers, body } = options
    yield* transports.post(request, {
      ...context,
      url,
      headers: async () => new Headers(await headers()),
      body: () => body(request),
    })
  }

  const dialect = changeableDialect(() => (name.value === 'endpoint' ? pick.value : ''))

  /** The names of the models that the chosen API has. Rejects where it does not tell. */
  async function listModels(): Promise<readonly string[]> {
    const options = await readApi()
    const path = api.value?.modelsPath
    if (!options || !path) return []
    const headers = await options.headers()
    const address = `${baseUrl.value.replace(/\/+$/, '')}/${path}`
    const response = await fetch(new URL(address, location.href), {
      headers,
      signal: AbortSignal.timeout(LONGEST_WAIT),
    })
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
    transport,
    dialect,
    listModels,
    diagnose,
  }
})
