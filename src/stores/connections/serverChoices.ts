import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { ServerName } from '../../model/index.ts'
import { persistedTexts, withText } from '../settings/persistedRef.ts'
import { isStreamUrl, type Defaults } from './connection.ts'

/** What the user chose for the selected server. Each server has its own choices. */
export interface ServerChoices {
  /** Setting an empty or invalid URL restores the default. */
  readonly baseUrl: Ref<string>
  readonly model: Ref<string>
  readonly apiKey: Ref<string>
  /** Whether this device remembers the API key after the tab is closed. */
  readonly isKeyRemembered: Ref<boolean>
}

/**
 * Returns the choices, which are stored. API keys are held in memory, unless the user wants this device to remember
 * them.
 *
 * @param defaults - the deployer's defaults for the selected server
 */
export function useServerChoices(
  name: Readonly<Ref<ServerName>>,
  defaults: ComputedRef<Pick<Defaults, 'baseUrl' | 'model'>>,
): ServerChoices {
  const baseUrls = persistedTexts('apiAddresses')
  const models = persistedTexts('apiModels')
  const storedKeys = persistedTexts('apiKeys')
  const keys = shallowRef(storedKeys.value)
  /** Choices made in this tab whether to remember an API key, by server. */
  const isRemembered = shallowRef<Readonly<Record<string, boolean>>>({})

  const apiKey = computed({
    get: () => keys.value[name.value] ?? '',
    set: (value) => {
      keys.value = withText(keys.value, name.value, value)
      if (isKeyRemembered.value) storedKeys.value = withText(storedKeys.value, name.value, value)
    },
  })
  const isKeyRemembered = computed({
    get: () => isRemembered.value[name.value] ?? name.value in storedKeys.value,
    set: (value) => {
      isRemembered.value = { ...isRemembered.value, [name.value]: value }
      storedKeys.value = withText(storedKeys.value, name.value, value ? apiKey.value : '')
    },
  })

  return {
    baseUrl: computed({
      get: () => baseUrls.value[name.value] ?? defaults.value.baseUrl ?? '',
      set: (value) => {
        const isChoice = isStreamUrl(value) && value.trim() !== (defaults.value.baseUrl ?? '')
        baseUrls.value = withText(baseUrls.value, name.value, isChoice ? value.trim() : '')
      },
    }),
    model: computed({
      get: () => models.value[name.value] ?? defaults.value.model ?? '',
      set: (value) => {
        const isChoice = value !== defaults.value.model
        models.value = withText(models.value, name.value, isChoice ? value : '')
      },
    }),
    apiKey,
    isKeyRemembered,
  }
}
