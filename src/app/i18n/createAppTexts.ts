import { shallowRef, type App, type ShallowRef } from 'vue'
import { textsKey, type TextsInUse } from '../../components/index.ts'
import type { AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'

/** The texts of the app, as a plugin that provides them to all components. */
export interface AppTexts {
  readonly inUse: ShallowRef<TextsInUse>
  install(app: App): void
}

/** Creates the plugin without texts. `setLanguage` adds those of the language in use. */
export function createAppTexts(): AppTexts {
  const inUse = shallowRef<TextsInUse>({ language: '', texts: {} })
  return { inUse, install: (app) => void app.provide(textsKey, inUse) }
}

/** Switches to a language, with its texts. */
export function setLanguage(appTexts: AppTexts, language: AppLanguage, texts: Messages): void {
  appTexts.inUse.value = { language, texts }
}
