import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { Diagnosis } from '../../core/index.ts'
import { isLocalServer, MODEL_LOADING_TIMEOUT } from '../../core/internal.ts'
import type { ChatSettings, Reach, SentFileKind, ServerName } from '../../model/index.ts'
import { persistedChoice } from '../settings/persistedRef.ts'
import { useSettings } from '../settings/settings.ts'
import { APIS, isServerName, isTextPath } from './apis.ts'
import { isOwnServer, type Defaults } from './connection.ts'
import { effectiveSettings } from './effectiveSettings.ts'
import { diagnoseServer, listModels } from './serverChecks.ts'
import { useServerChoices } from './serverChoices.ts'
import type { ServerOptions } from './serverOptions.ts'
import { isInQueryString } from './wholeChatBody.ts'

/** The server that the user selected, with the choices for it. */
export const useServer = defineStore('server', () => {
  const settings = useSettings()
  const defaults = computed(() => settings.defaults)
  const name = persistedChoice<ServerName>(
    'server',
    () => defaults.value.server ?? 'endpoint',
    isServerName,
  )
  const pick = persistedChoice<string>('pick', () => defaults.value.pick ?? '', isTextPath)
  const api = computed(() => (name.value === 'endpoint' ? undefined : APIS[name.value]))

  /** The deployer's model and URL apply only to the deployer's server. */
  const serverDefaults = computed((): Pick<Defaults, 'baseUrl' | 'model'> => {
    const { server, baseUrl, model } = defaults.value
    const isDeployersServer = server === name.value
    return {
      baseUrl: (isDeployersServer ? baseUrl : undefined) ?? api.value?.baseURL ?? '',
      ...(isDeployersServer && model !== undefined && { model }),
    }
  })
  const choices = useServerChoices(name, serverDefaults)
  const url = computed(() => (api.value ? choices.baseUrl.value : settings.url))

  const reach = computed((): Reach => {
    if (api.value) return api.value.hasModels ? 'model' : 'decided'
    return isInQueryString(settings.transport) ? 'nowhere' : 'endpoint'
  })

  const loadsModel = computed(() => {
    const isModelServer = name.value === 'openai' || name.value === 'openai-responses'
    return name.value === 'ollama' || (isModelServer && isLocalServer(choices.baseUrl.value))
  })

  function readOptions(sentSettings: ChatSettings): ServerOptions {
    return {
      name: name.value,
      url: url.value,
      transport: settings.transport,
      pick: api.value ? '' : pick.value,
      model: choices.model.value,
      apiKey: choices.apiKey.value,
      // Only the app's own server is known to honor an idempotency key. Any other server may run a repeated
      // question again.
      idempotencyKey: !api.value && isOwnServer(settings) ? true : 'auto',
      connectTimeout: loadsModel.value ? MODEL_LOADING_TIMEOUT : undefined,
      settings: sentSettings,
    }
  }

  return {
    name,
    pick,
    ...choices,
    /** Kinds of files that the server accepts. */
    carries: computed((): readonly SentFileKind[] => api.value?.carries ?? ['text']),
    hasModels: computed(() => api.value?.hasModels ?? false),
    /** URL of the selected server. A change ends the answers that are streaming. */
    url,
    reach,
    /** Whether the server may have to load the model before it responds. */
    loadsModel,
    /** Returns the options of the requests of a chat: its settings, and the deployer's defaults for the rest. */
    optionsFor: (chatSettings: ChatSettings | undefined): ServerOptions =>
      readOptions(effectiveSettings(chatSettings, defaults.value)),
    listModels: (): Promise<readonly string[]> => listModels(readOptions({})),
    diagnose: (signal: AbortSignal): Promise<Diagnosis> => diagnoseServer(readOptions({}), signal),
  }
})
