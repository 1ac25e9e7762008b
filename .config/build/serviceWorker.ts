import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

/** Diagrams are drawn in a page without an origin, which no service worker serves; the rest has a better form. */
const NOT_KEPT = /^diagram\/|\.(ttf|woff|map)$/

/** What is in public/ and has to be there. */
const isKeptPublic = (name: string) => name !== 'config.json'

/** None where the page has no such folder. */
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
 * Emits `service-worker.js`, which knows the files of this very build: another build is another script, and so
 * a browser notices it.
 */
export function serviceWorker(): Plugin {
  let publicDir = ''
  return {
    name: 'vue-chat-stream:service-worker',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      // After all others, as it counts what they emit.
      order: 'post',
      async handler(_, bundle) {
        const hash = createHash('sha256')
        const built = Object.keys(bundle).filter((name) => !NOT_KEPT.test(name))
        for (const name of built.toSorted()) {
          const file = bundle[name]
          hash.update(name).update((file?.type === 'chunk' ? file.code : file?.source) ?? '')
        }
        const paths = await filesIn(publicDir)
        const names = paths.map((path) => path.slice(publicDir.length + 1).replaceAll('\\', '/'))
        for (const path of paths) hash.update(await readFile(path))

        const files = [...built, ...names.filter(isKeptPublic)].toSorted()
        const source = await workerScript(files, hash.digest('hex').slice(0, 16))
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
      },
    },
  }
}
