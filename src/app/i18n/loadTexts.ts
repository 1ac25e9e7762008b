import type { AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'

export type LoadTexts = (language: AppLanguage) => Promise<Messages>

const LOADERS: Readonly<Record<AppLanguage, () => Promise<Messages>>> = {
  en: async () => (await import('./en.ts')).en,
  'zh-CN': async () => (await import('./zh-CN.ts')).zhCN,
}

/** Loads the texts of a language. Rejects if they can't be loaded. */
export const loadTexts: LoadTexts = (language) => LOADERS[language]()
