import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/**
 * Files that are not precached: the diagram page has no origin, so no service worker serves it; the page loads no
 * licenses; the others exist in a better format.
 */
const NOT_PRECACHED = /^diagram\/|\.(md|ttf|woff|map)$/

/** Files of public/ that are precached. A deployer may replace config.json. */
const isPrecachedPublicFile = (name: string) => name !== 'config.json'

/** Returns no files if the project has no such folder. */
async function filesIn(folder: string): Promise<readonly string[]> {
  if (folder === '') return []
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted()
}

async function workerScript(files: readonly string[], version: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: {
      __APP_FILES__: JSON.stringify(files),
      __APP_VERSION__: JSON.stringify(version),
    },
    build: {
      write: false,
      target: 'es2022',
      copyPublicDir: false,
      lib: {
        entry: fileURLToPath(
          new URL('../../src/app/offline/worker/serviceWorker.ts', import.meta.url),
        ),
        formats: ['iife'],
        name: 'serviceWorker',
      },
    },
  })
  const [output] = Array.isArray(result) ? result : []
  const [chunk] = output?.output ?? []
  if (chunk?.type !== 'chunk') throw new Error('The service worker was not built.')
  return chunk.code
}

/**
 * Emits `service-worker.js`, which lists the files of this build. Another build yields another script, so browsers
 * notice the update.
 */
export function serviceWorker(): Plugin {
  let publicDir = ''
  return {
    name: 'vue-chat-stream:service-worker',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      // Run after all other plugins: the list includes the files that they emit.
      order: 'post',
      async handler(_, bundle) {
        const hash = createHash('sha256')
        const built = Object.keys(bundle).filter((name) => !NOT_PRECACHED.test(name))
        for (const name of built.toSorted()) {
          const file = bundle[name]
          hash.update(name).update((file?.type === 'chunk' ? file.code : file?.source) ?? '')
        }
        const paths = await filesIn(publicDir)
        const names = paths.map((path) => path.slice(publicDir.length + 1).replaceAll('\\', '/'))
        for (const path of paths) hash.update(await readFile(path))

        const files = [...built, ...names.filter(isPrecachedPublicFile)].toSorted()
        const source = await workerScript(files, hash.digest('hex').slice(0, 16))
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
      },
    },
  }
}
