import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the page of the attacks into a folder, as the app is built. */
export async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: at('../../vite.config.ts'),
    root: at('.'),
    publicDir: false,
    logLevel: 'warn',
    build: { outDir: folder, emptyOutDir: true },
  })
}
