import { usePreferredLanguages } from '@vueuse/core'
import { computed, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { speak, type AppI18n } from './createAppI18n.ts'
import { languageFor, type AppLanguage } from './language.ts'
import { loadTexts, type LoadTexts } from './loadTexts.ts'

/**
 * Speaks the language that was chosen, and tells the browser and screen readers which one it is. The one before
 * stands until the texts of the next are there.
 *
 * @returns resolves when a language is spoken: the chosen one, or English where its texts cannot be had
 */
export function useLanguage(
  i18n: AppI18n,
  choice: MaybeRefOrGetter<AppLanguage | 'auto'>,
  load: LoadTexts = loadTexts,
): Promise<void> {
  const wanted = usePreferredLanguages()
  const language = computed(() => languageFor(toValue(choice), wanted.value))
  let isSpeaking = false

  async function show(next: AppLanguage): Promise<void> {
    const texts = await load(next)
    // Another one was chosen meanwhile, and may have been there first.
    if (isSpeaking && next !== language.value) return
    isSpeaking = true
    speak(i18n, next, texts)
    document.documentElement.lang = next
    document.documentElement.dir = 'ltr'
  }

  async function change(next: AppLanguage): Promise<void> {
    try {
      await show(next)
    } catch (cause) {
      console.warn(`The texts of "${next}" could not be loaded.`, cause)
      if (!isSpeaking) await show('en')
    }
  }

  watch(language, (next) => void change(next))
  return change(language.value)
}
