import { usePreferredLanguages } from '@vueuse/core'
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { setLanguage, type AppTexts } from './createAppTexts.ts'
import { languageFor, type AppLanguage } from './language.ts'
import { loadTexts, type LoadTexts } from './loadTexts.ts'

/**
 * Shows the app in the chosen language, and sets the language of the page for the browser and screen readers. The
 * former texts remain until the new ones are loaded.
 *
 * @returns resolves when texts are shown: of the chosen language, or English if those can't be loaded
 */
export function useLanguage(
  appTexts: AppTexts,
  choice: MaybeRefOrGetter<AppLanguage | 'auto'>,
  load: LoadTexts = loadTexts,
): Promise<void> {
  const preferred = usePreferredLanguages()
  const language = computed(() => languageFor(toValue(choice), preferred.value))
  let hasTexts = false

  async function show(next: AppLanguage): Promise<void> {
    const texts = await load(next)
    // Another language was chosen since, and its texts may have arrived first.
    if (hasTexts && next !== language.value) return
    hasTexts = true
    setLanguage(appTexts, next, texts)
    document.documentElement.lang = next
    document.documentElement.dir = 'ltr'
  }

  async function change(next: AppLanguage): Promise<void> {
    try {
      await show(next)
    } catch (cause) {
      console.warn(`The texts for the language "${next}" could not be loaded.`, cause)
      if (!hasTexts) await show('en')
    }
  }

  watch(language, (next) => void change(next))
  return change(language.value)
}
