import type { Rolldown } from 'vite'

/** A module of the chat's core, or of the composables. */
const CORE = /src[\\/]((?:core|composables)[\\/].+)\.ts$/

/**
 * What every page with a chat imports statically, even the smallest: these modules, and what they import. No dialect is
 * among them: bundlers keep the file of an `import()` even if they drop the function around it.
 */
const CHAT =
  /src[\\/](composables[\\/]usePinnedChatStream|core[\\/](stream[\\/]createPinnedChatStream|transports[\\/]get))\.ts$/

/** A module of the devtools. The packages that only they import are in their file, too. */
const DEVTOOLS = /src[\\/]composables[\\/]devtools[\\/]/
const PACKAGE = /node_modules/

/** Modules that only export others. */
const BARREL = /src[\\/](core|composables)[\\/](index|internal)\.ts$/

/**
 * Names the file of the package for a module of the chat's core. The bundler of a page cannot split a file, so a module
 * that only some answers need gets its own. What every page with a chat imports is one file without Vue and one with it,
 * and so are the presets and the devtools: pages without a bundler request fewer files.
 *
 * @returns null for any other module
 */
export const nameCoreChunk: Rolldown.CodeSplittingNameFunction = (id, context) => {
  const [, name] = CORE.exec(id) ?? []
  const importersOf = (each: string) => context.getModuleInfo(each)?.importers ?? []
  const isInDevtools = (each: string): boolean =>
    DEVTOOLS.test(each) || (PACKAGE.test(each) && importersOf(each).some(isInDevtools))
  if (isInDevtools(id)) return 'devtools'
  if (!name || BARREL.test(id)) return null
  const [, folder] = /[\\/](presets)[\\/]/.exec(name) ?? []
  const isInChat = (each: string): boolean =>
    CHAT.test(each) || (!BARREL.test(each) && importersOf(each).some(isInChat))
  // The core must not import Vue: it works without.
  if (isInChat(id)) return name.startsWith('core') ? 'chat' : 'composable'
  return folder ?? name.replaceAll('\\', '/')
}
